import type { BucketNumbers, BucketResource } from '../wire/bucket.ts'
import type { Aggregate } from './aggregates.ts'
import type { AmountFold } from './amount-fold.ts'
import type { BucketFold } from './bucket-fold.ts'
import type { BucketTails } from './bucket-tails.ts'
import { meanDirection } from './direction-fold.ts'
import { followField, tailOf, type FieldFold, type FieldTail } from './field-fold.ts'

interface Buckets {
  items: readonly BucketFold[]
  /** What the fields said before the first. */
  tails: BucketTails
}

/**
 * Buckets as the interface shows them, with the aggregates that were asked for. Each is seen behind
 * the one before it, so that no two of them count the same rain.
 */
export function createBucketResources(
  { items, tails }: Buckets,
  aggs: readonly Aggregate[],
): BucketResource[] {
  const before = new Map<string, FieldTail>(Object.entries(tails))
  return items.map(({ ts, count, excluded, fields }) => {
    const values: BucketResource['values'] = {}
    for (const [name, fold] of Object.entries(fields)) {
      const followed = followField(before.get(name), fold)
      before.set(name, { ...before.get(name), ...tailOf(fold) })
      const picked = pickNumbers(followed, aggs)
      if (Object.keys(picked).length > 0) values[name] = picked
    }
    return { ts, count, excluded, values }
  })
}

function pickNumbers(fold: FieldFold, aggs: readonly Aggregate[]): BucketNumbers {
  return Object.assign({}, ...aggs.map((agg) => picks[agg](fold))) as BucketNumbers
}

/** How each aggregate comes out of a field; nothing where it means nothing for such a field. */
const picks: Readonly<Record<Aggregate, (fold: FieldFold) => BucketNumbers>> = {
  // Nothing is less than a direction.
  min: ({ min, direction }) => (direction ? {} : { min }),
  max: ({ max, direction }) => (direction ? {} : { max }),
  mean: ({ sum, count, direction }) => ({
    mean: direction ? meanDirection(direction) : sum / count,
  }),
  last: ({ last }) => ({ last }),
  count: ({ count }) => ({ count }),
  sum: ({ sum, amount }) => (amount ? sumOf(sum, amount) : {}),
  increase: ({ counter }) => (counter ? { increase: withoutNoise(counter.increase) } : {}),
}

/** A sum never stands without the time that it covers. */
function sumOf(sum: number, { coveredMs, overlaps }: AmountFold): BucketNumbers {
  const covered_s = Math.round(coveredMs) / 1_000
  if (overlaps) return { sum: null, covered_s, windows_overlap: true }
  return { sum: withoutNoise(sum), covered_s }
}

/** 0.1 + 0.2 is 0.3: what adding in binary leaves behind is no rain. */
const withoutNoise = (value: number): number => Number(value.toPrecision(12))

import type { BucketSpan } from '../city/bucket-spans.ts'
import type { BucketPlan } from './bucket-fields.ts'
import {
  createBucketFold,
  foldBucket,
  foldReading,
  hasBefore,
  homeOf,
  type BucketFold,
  type FoldedReading,
  type Part,
} from './bucket-fold.ts'

interface Range {
  from: number
  to: number
}

interface RunOptions {
  plan: BucketPlan
  spanOf: (ts: number) => BucketSpan
  /** Buckets on a page. */
  limit: number
}

/** Buckets being filled from readings and smaller buckets that come oldest first. */
export interface BucketRun {
  /** Adds what of a reading stands in the range; false once the page is full. */
  addReading(reading: FoldedReading, range: Range): boolean
  /** Adds a smaller bucket; false once the page is full. */
  addFold(fold: BucketFold): boolean
  finish(): { items: BucketFold[]; nextTs: number | null }
}

/** Readings that a range of buckets needs: the last amounts of it come with `ts` = `to`. */
export const scanRange = (plan: BucketPlan, { from, to }: Range): Range => ({
  from,
  to: plan.hasBefore ? to + 1 : to,
})

export function createBucketRun({ plan, spanOf, limit }: RunOptions): BucketRun {
  const items: BucketFold[] = []
  let end = -Infinity
  let nextTs: number | null = null

  /** The bucket that holds a time; undefined where the page has no room for it. */
  function open(ts: number): BucketFold | undefined {
    const newest = items.at(-1)
    if (newest && ts < end) return newest
    const span = spanOf(ts)
    if (items.length === limit) {
      nextTs = span.start
      return undefined
    }
    const fold = createBucketFold(span.start)
    end = span.end
    items.push(fold)
    return fold
  }

  function add(part: Part, reading: FoldedReading, { range, home }: { range: Range; home: Part }) {
    const ts = part === 'before' ? reading.ts - 1 : reading.ts
    if (ts < range.from || ts >= range.to) return true
    const fold = open(ts)
    if (fold) foldReading(fold, plan, { reading, part, isHome: part === home })
    return fold !== undefined
  }

  return {
    addReading(reading, range) {
      const home = homeOf(plan, reading)
      if (hasBefore(plan, reading) && !add('before', reading, { range, home })) return false
      return home === 'before' || add('moment', reading, { range, home })
    },
    addFold(part) {
      const fold = open(part.ts)
      if (fold) foldBucket(fold, part)
      return fold !== undefined
    },
    finish: () => ({ items, nextTs }),
  }
}

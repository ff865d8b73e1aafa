import { isUsable, type Flag } from '#domain/flags.ts'
import type { BucketResource } from '#domain/resources.ts'
import type { Aggregate } from '../../store.ts'

interface FieldSummary {
  count: number
  sum: number
  min: number
  max: number
  last: number
}

/** The numbers of one bucket, filled row by row, oldest first. */
export interface BucketSummary {
  /** `row[offset + i]` is the value of field i, null for none. */
  add(row: readonly unknown[], flag: Flag, offset: number): void
  finish(): BucketResource
}

/**
 * Sums up a bucket. A reading whose flag is fail or missing is counted as excluded and gives no
 * numbers. `last` of a field is its last number in the bucket, whichever reading brought it.
 */
export function createBucketSummary(
  ts: number,
  fields: readonly string[],
  aggs: ReadonlySet<Aggregate>,
): BucketSummary {
  const summaries = fields.map(createFieldSummary)
  let count = 0
  let excluded = 0
  return {
    add(row, flag, offset) {
      if (!isUsable(flag)) {
        excluded += 1
        return
      }
      count += 1
      for (let i = 0; i < summaries.length; i++) {
        const value = row[offset + i]
        if (typeof value === 'number') addValue(summaries[i] as FieldSummary, value)
      }
    },
    finish() {
      const values: Record<string, Partial<Record<Aggregate, number>>> = {}
      for (const [i, summary] of summaries.entries()) {
        if (summary.count > 0) values[fields[i] as string] = pick(summary, aggs)
      }
      return { ts, count, excluded, values }
    },
  }
}

const createFieldSummary = (): FieldSummary => ({
  count: 0,
  sum: 0,
  min: Infinity,
  max: -Infinity,
  last: NaN,
})

function addValue(summary: FieldSummary, value: number): void {
  summary.count += 1
  summary.sum += value
  if (value < summary.min) summary.min = value
  if (value > summary.max) summary.max = value
  summary.last = value
}

function pick(summary: FieldSummary, aggs: ReadonlySet<Aggregate>) {
  const { min, max, last, count, sum } = summary
  const all: Record<Aggregate, number> = { min, mean: sum / count, max, last, count }
  const picked: Partial<Record<Aggregate, number>> = {}
  for (const agg of aggs) picked[agg] = all[agg]
  return picked
}

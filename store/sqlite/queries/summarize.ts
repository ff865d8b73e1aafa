import { isFieldUsable, isUsable, type Flag } from '#domain/readings/flags.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { Aggregate } from '../../store.ts'
import { splitReasons } from '../tables/reading-codec.ts'

interface FieldSummary {
  count: number
  sum: number
  min: number
  max: number
  last: number
}

/** Columns of a row to sum up; the values follow, one for each field. */
export const summaryColumns = ['ts', '_flag', '_reasons'] as const
const offset = summaryColumns.length

/** The numbers of one bucket, filled row by row, oldest first. */
export interface BucketSummary {
  add(row: readonly unknown[]): void
  finish(): BucketResource
}

/**
 * Sums up a bucket. Of a reading whose flag is fail or missing only the fields count that did not
 * fail themselves; one that has none is excluded. `last` of a field is its last number in the
 * bucket, whichever reading brought it.
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
    add(row) {
      const flag = Number(row[1]) as Flag
      const failed = isUsable(flag) ? undefined : { flag, reasons: splitReasons(row[2]) }
      let isCounted = !failed
      for (let i = 0; i < summaries.length; i++) {
        const value = row[offset + i]
        if (typeof value !== 'number') continue
        if (failed && !isFieldUsable(failed, fields[i] as string)) continue
        addValue(summaries[i] as FieldSummary, value)
        isCounted = true
      }
      if (isCounted) count += 1
      else excluded += 1
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

import { isIncomplete } from '#domain/buckets/amount-totals.ts'
import { amountWindowMs } from '#domain/kinds/measures.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { FieldResource, KindResource } from '#domain/wire/kind.ts'
import type { Columns, Sample } from './series.ts'

/** True for fields that are drawn as bars: what was gathered, or counted, in each stretch of time. */
export const isBarField = ({ measure }: FieldResource): boolean =>
  measure.type === 'amount' || measure.type === 'counter'

/** The longest window of the newest amounts: a bucket that is shorter cannot tell it. */
export function longestWindowMs({ fields }: KindResource, latest: LatestReading | null): number {
  const windows = fields.map(({ name, measure }) =>
    measure.type === 'amount' && latest?.values[name] !== undefined
      ? (amountWindowMs(measure, latest.values) ?? 0)
      : 0,
  )
  return Math.max(0, ...windows)
}

export interface BarScope {
  /** Begin of the period: a bucket that begins earlier is cut, and its sum is no whole one. */
  fromTs: number
  bucketMs: number
  /** Up to when the device has reported: what comes after is not missing yet. */
  asOfTs: number
}

/** A bar for each bucket that has a sum; its value stands in `mean`. */
export function barsOf(
  buckets: readonly BucketResource[],
  field: FieldResource,
  { fromTs, bucketMs, asOfTs }: BarScope,
): Sample[] {
  return buckets.flatMap(({ ts, values }): Sample[] => {
    const { sum, increase, count = 0, covered_s: coveredS } = values[field.name] ?? {}
    const value = field.measure.type === 'counter' ? increase : sum
    if (value == null || ts < fromTs) return []
    const bar = { ts, min: value, mean: value, max: value, count }
    if (coveredS === undefined) return [bar]
    const spanS = Math.max(0, Math.min(bucketMs, asOfTs - ts)) / 1_000
    const share = spanS === 0 ? 1 : Math.min(1, coveredS / spanS)
    return [{ ...bar, coveredS, share, isPartial: isIncomplete(coveredS, spanS) }]
  })
}

/** True where values came, but no two of them may be added up. */
export const hasOverlap = (buckets: readonly BucketResource[], field: string): boolean =>
  buckets.some(({ values }) => values[field]?.windows_overlap)

/**
 * Columns for bars: seconds, whole sums, nothing, partial sums. A hole has an empty place of its own,
 * for a bar is as wide as the way to the next place.
 */
export function barColumnsOf(samples: readonly Sample[], bucketMs: number): Columns {
  const columns: Columns = [[], [], [], []]
  const push = (ts: number, whole: number | null, partial: number | null) => {
    columns[0].push(ts / 1_000)
    columns[1].push(whole)
    columns[2].push(partial)
    columns[3].push(null)
  }
  for (const [at, sample] of samples.entries()) {
    push(sample.ts, sample.isPartial ? null : sample.mean, sample.isPartial ? sample.mean : null)
    const next = samples[at + 1]
    if (!next || next.ts - sample.ts > 1.5 * bucketMs) push(sample.ts + bucketMs, null, null)
  }
  return columns
}

/** The sum of all bars of a period, and whether values are missing in it. */
export function totalOf(
  samples: readonly Sample[],
  { fromTs, asOfTs }: BarScope,
): { sum: number; isPartial: boolean } {
  const sum = samples.reduce((all, { mean }) => all + mean, 0)
  const hasWindows = samples.some(({ coveredS }) => coveredS !== undefined)
  const coveredS = samples.reduce((all, sample) => all + (sample.coveredS ?? 0), 0)
  const isPartial = hasWindows && isIncomplete(coveredS, (asOfTs - fromTs) / 1_000)
  return { sum, isPartial }
}

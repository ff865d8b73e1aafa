import type { BucketResource } from '#domain/wire/bucket.ts'

/** One value in time. */
export interface Point {
  ts: number
  value: number
}

export interface Trend {
  /** Change over the last hour, in the unit of the value. */
  perHour: number
  direction: 'rising' | 'falling' | 'steady'
}

const hourMs = 3_600_000
/** How far the earlier point may lie from exactly one hour ago. */
const toleranceMs = 20 * 60_000

/** Buckets that points are made of, as the API names their length and as ms. */
export const pointEvery = { name: '1m', ms: 60_000 } as const

/**
 * A point for each bucket of `pointEvery` that holds a value of the field. The last value of a
 * bucket stands anywhere in it: in its middle it is half a minute from its true place at most.
 */
export function pointsOf(buckets: readonly BucketResource[], field: string): Point[] {
  return buckets.flatMap(({ ts, values }) => {
    const value = values[field]?.last
    return value === undefined ? [] : [{ ts: ts + pointEvery.ms / 2, value }]
  })
}

/**
 * The change over the hour before `latest`, from the point nearest to one hour earlier; undefined
 * where no point lies within 20 minutes of it. Less than two steps of the last shown digit is
 * steady: a gauge's noise is not a trend.
 */
export function trendOf(
  points: readonly Point[],
  latest: Point,
  decimals: number,
): Trend | undefined {
  const target = latest.ts - hourMs
  let nearest: Point | undefined
  for (const point of points) {
    if (Math.abs(point.ts - target) > toleranceMs) continue
    // Of two that are as near the later one: a gauge that reports on the full minute stands in it.
    if (!nearest || Math.abs(point.ts - target) <= Math.abs(nearest.ts - target)) nearest = point
  }
  if (!nearest) return undefined
  const perHour = latest.value - nearest.value
  const noise = 2 * 10 ** -decimals - 1e-9
  const direction = Math.abs(perHour) < noise ? 'steady' : perHour > 0 ? 'rising' : 'falling'
  return { perHour, direction }
}

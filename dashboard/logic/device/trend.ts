import type { BucketResource } from '#domain/wire/bucket.ts'

/** One value in time. */
export interface Point {
  ts: number
  value: number
}

/** Where the water is going now, and how far it went; all in the unit of the value. */
export interface Trend {
  direction: 'rising' | 'falling' | 'steady'
  /** Change over the last ten minutes and the last hour; null where no reading is that old. */
  per10Min: number | null
  perHour: number | null
  /** The highest of the readings known; null while that is the newest one. */
  peak: Point | null
  /** How fast it goes now, per minute: the middle of the slopes between the newest readings, and the
   * quarter of them on either side. */
  perMinute: { low: number; middle: number; high: number }
}

const minuteMs = 60_000

/** Buckets that points are made of, as the API names their length and as ms. */
export const pointEvery = { name: '1m', ms: minuteMs } as const

/** The direction is that of the readings in the last 20 minutes, but of three at least, five at most. */
const directionSpanMs = 20 * minuteMs
const readings = { min: 3, max: 5 } as const
/** Readings further apart say nothing of now. */
const directionSpanMaxMs = 70 * minuteMs

/** A change of less than this many steps of the last shown digit is a gauge's noise. */
const noiseSteps = 1.5

/**
 * A point for each bucket of `pointEvery` that holds a value of the field. The last value of a
 * bucket stands anywhere in it: in its middle it is half a minute from its true place at most.
 */
export function pointsOf(buckets: readonly BucketResource[], field: string): Point[] {
  return buckets.flatMap(({ ts, values }) => {
    const value = values[field]?.last
    return value === undefined || value === null ? [] : [{ ts: ts + pointEvery.ms / 2, value }]
  })
}

/**
 * The trend at `latest`; `points` are older readings in order of time. The direction is the median of
 * the slopes between all pairs of the newest readings (Theil-Sen): one stray value does not turn it,
 * and the word follows a river that turns within three readings. Undefined where too few are known.
 */
export function trendOf(
  points: readonly Point[],
  latest: Point,
  decimals: number,
): Trend | undefined {
  const before = points.filter(({ ts }) => ts < latest.ts - pointEvery.ms / 2)
  const newest = [...newestOf(before, latest), latest]
  const [oldest] = newest
  if (newest.length < readings.min || !oldest) return undefined
  const noise = noiseSteps * 10 ** -decimals
  const slopes = listSlopes(newest)
  const middle = quantileOf(slopes, 0.5)
  const change = middle * (latest.ts - oldest.ts)
  const peak = before.reduce((top, point) => (point.value >= top.value ? point : top), latest)
  return {
    direction: Math.abs(change) < noise ? 'steady' : change > 0 ? 'rising' : 'falling',
    per10Min: changeOver(10 * minuteMs, before, latest),
    perHour: changeOver(60 * minuteMs, before, latest),
    peak: peak.value - latest.value < noise ? null : peak,
    perMinute: {
      low: quantileOf(slopes, 0.25) * minuteMs,
      middle: middle * minuteMs,
      high: quantileOf(slopes, 0.75) * minuteMs,
    },
  }
}

function newestOf(before: readonly Point[], latest: Point): readonly Point[] {
  const last = before.slice(1 - readings.max)
  const isNear = ({ ts }: Point, at: number) => {
    const needed = at >= last.length - (readings.min - 1)
    return latest.ts - ts <= (needed ? directionSpanMaxMs : directionSpanMs)
  }
  return last.filter(isNear)
}

/** Between all pairs, value per millisecond, smallest first. */
function listSlopes(points: readonly Point[]): number[] {
  const slopes = points.flatMap((from, at) =>
    points.slice(at + 1).map((to) => (to.value - from.value) / (to.ts - from.ts)),
  )
  return slopes.toSorted((a, b) => a - b)
}

/** Between the two values of a sorted list that the share falls between, in the middle of them. */
function quantileOf(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share
  return ((sorted[Math.floor(at)] ?? 0) + (sorted[Math.ceil(at)] ?? 0)) / 2
}

/** Against the reading nearest to so long ago, which may be a third of that away from it. */
function changeOver(spanMs: number, before: readonly Point[], latest: Point): number | null {
  const target = latest.ts - spanMs
  const away = ({ ts }: Point) => Math.abs(ts - target)
  // Of two that are as near the later one: a gauge that reports on the full minute stands in it.
  const nearest = before.reduce<Point | null>(
    (best, point) => (best && away(best) < away(point) ? best : point),
    null,
  )
  return nearest && away(nearest) <= spanMs / 3 ? latest.value - nearest.value : null
}

/** The readings known so far and newer ones, in order of time, none older than `sinceTs`. */
export function mergePoints(
  known: readonly Point[],
  fresh: readonly Point[],
  sinceTs: number,
): Point[] {
  const byTs = new Map([...known, ...fresh].map((point) => [point.ts, point]))
  return [...byTs.values()].filter(({ ts }) => ts >= sinceTs).toSorted((a, b) => a.ts - b.ts)
}

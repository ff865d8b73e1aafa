import type { CityZone } from './zone.ts'

/** Length of a bucket: fixed, or a calendar day in the city's zone. */
export type Every = { ms: number } | { days: 1 }

/** The bucket that a time lies in, [start, end). */
export interface BucketSpan {
  start: number
  end: number
}

/**
 * How time is cut. Days are calendar days of the city. Fixed lengths are counted from the city's
 * midnight, with the zone's offset at `from`: 6-hour buckets start at 00, 06, 12, 18 local time
 * (in a zone with summer time they shift by its hour where the range crosses a change).
 */
export function createBucketSpans(
  every: Every,
  zone: CityZone,
  from: number,
): (ts: number) => BucketSpan {
  if ('days' in every) {
    return (ts) => ({ start: zone.dayStart(ts), end: zone.nextDayStart(ts) })
  }
  const { ms } = every
  if (!Number.isSafeInteger(ms) || ms <= 0) throw new RangeError('a bucket needs a length in ms')
  const offset = zone.offsetAt(from)
  return (ts) => {
    const start = Math.floor((ts + offset) / ms) * ms - offset
    return { start, end: start + ms }
  }
}

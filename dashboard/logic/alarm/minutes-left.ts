import type { Trend } from '../device/trend.ts'

/** When the water reaches a threshold if it goes on as it does: minutes, and the range of them. */
export interface MinutesLeft {
  about: number
  from: number
  /** Null: the slowest of the last readings would take longer than anybody should count on. */
  to: number | null
}

/** Longer is no answer: a rain ends, a gate opens. */
const countedMax = 180
const minuteMs = 60_000

/**
 * How long a rising water takes from now for the room that was left when it was measured (in the unit
 * of the value), were it to go on as in its last readings. Null where it falls, stands nearly still, or
 * takes hours. No forecast: nothing of the rain to come is in it.
 */
export function minutesLeft(
  { direction, perMinute }: Pick<Trend, 'direction' | 'perMinute'>,
  { room, ageMs }: { room: number; ageMs: number },
): MinutesLeft | null {
  if (direction !== 'rising' || room <= 0) return null
  const from = (pace: number) => (pace > 0 ? room / pace - ageMs / minuteMs : Infinity)
  const about = from(perMinute.middle)
  if (about > countedMax) return null
  const slowest = from(perMinute.low)
  return {
    about: round(about),
    from: round(from(perMinute.high)),
    to: slowest > countedMax ? null : round(slowest),
  }
}

/** As exact as it is: to the minute when near, in fives, in halves of an hour. */
function round(minutes: number): number {
  const step = minutes < 10 ? 1 : minutes < 60 ? 5 : 30
  return Math.max(1, Math.round(minutes / step) * step)
}

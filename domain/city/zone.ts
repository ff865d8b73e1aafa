/** The city's time zone: where its days begin. */
export interface CityZone {
  /** Local time minus UTC at an instant, ms. */
  offsetAt(ts: number): number
  /** The instant at which the local day of `ts` began. */
  dayStart(ts: number): number
  /** The instant at which the local day after that of `ts` begins (23, 24 or 25 hours on). */
  nextDayStart(ts: number): number
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** Throws a RangeError for a zone that does not exist. */
export function createCityZone(timeZone: string): CityZone {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })

  function offsetAt(ts: number): number {
    const parts = format.formatToParts(ts)
    const part = (type: string) => Number(parts.find((found) => found.type === type)?.value)
    const [hour, minute] = [part('hour'), part('minute')]
    const local = Date.UTC(part('year'), part('month') - 1, part('day'), hour, minute)
    return local - Math.floor(ts / minuteMs) * minuteMs
  }

  /** The first instant of the local day with this number (days since 1970-01-01, local). */
  function startOf(day: number): number {
    const localMidnight = day * dayMs
    // The offset in force at midnight lies on one side of a change or the other: try both, take
    // the earliest instant that belongs to the day. Where the clock skips midnight neither fits
    // exactly, and the later one is the moment the day begins.
    const candidates = [localMidnight - dayMs / 2, localMidnight + dayMs / 2].map(
      (around) => localMidnight - offsetAt(around),
    )
    const inDay = candidates.filter((ts) => dayOf(ts) === day)
    return Math.min(...(inDay.length > 0 ? inDay : candidates))
  }

  const dayOf = (ts: number): number => Math.floor((ts + offsetAt(ts)) / dayMs)

  return {
    offsetAt,
    dayStart: (ts) => startOf(dayOf(ts)),
    nextDayStart: (ts) => startOf(dayOf(ts) + 1),
  }
}

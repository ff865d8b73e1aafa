export interface LocalTime {
  /** Days since 1970-01-01 in the city's zone. */
  day: number
  /** Hour of that day, 0 … 24, with fraction. */
  hour: number
  /** 0 Sunday … 6 Saturday. */
  weekday: number
  /** Day of the year, 0 … 365, with fraction. */
  dayOfYear: number
}

export interface CityTime {
  at(ts: number): LocalTime
  /** Epoch ms of local midnight at the start of a day (counted as `LocalTime.day`). */
  startOfDay(day: number): number
}

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const yearMs = 365.2425 * dayMs

/** Milliseconds east of UTC at a moment in an IANA zone. Throws RangeError where there is none. */
export function createZoneOffset(timeZone: string): (ts: number) => number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  const offsets = new Map<number, number>()
  return (ts) => {
    const quarter = Math.floor(ts / (hourMs / 4))
    const known = offsets.get(quarter)
    if (known !== undefined) return known
    if (offsets.size > rememberedOffsets) offsets.clear()
    const offset = readOffset(format, ts)
    offsets.set(quarter, offset)
    return offset
  }
}

/** The city's wall clock for an IANA zone. Throws RangeError for a zone that does not exist. */
export function createCityTime(timeZone: string): CityTime {
  const offsetMs = createZoneOffset(timeZone)
  return {
    at(ts) {
      const local = ts + offsetMs(ts)
      const day = Math.floor(local / dayMs)
      return {
        day,
        hour: (local - day * dayMs) / hourMs,
        weekday: (((day + 4) % 7) + 7) % 7,
        dayOfYear: (((local % yearMs) + yearMs) % yearMs) / dayMs,
      }
    },
    startOfDay(day) {
      const guess = day * dayMs - offsetMs(day * dayMs)
      return day * dayMs - offsetMs(guess)
    },
  }
}

/** Offsets are looked up per quarter hour (no zone changes within one); a fortnight of them. */
const rememberedOffsets = 1_400

function readOffset(format: Intl.DateTimeFormat, ts: number): number {
  const name = format.formatToParts(ts).find((part) => part.type === 'timeZoneName')?.value ?? ''
  const match = /([+-])(\d{2}):(\d{2})/.exec(name)
  if (!match) return 0
  const minutes = Number(match[2]) * 60 + Number(match[3])
  return (match[1] === '-' ? -1 : 1) * minutes * 60_000
}

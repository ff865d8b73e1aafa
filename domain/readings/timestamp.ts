import type { Refusal } from '../words/refusal.ts'

/** Ten digits of milliseconds are a day in early 1970, of seconds any day from 2001 to 2286. */
const secondsFrom = 1e9
const secondsTo = 1e10
/** Year 5138; a larger number is microseconds or nanoseconds. */
const tsMax = 1e14

const dateTime =
  /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?([Zz]|[+-]\d{2}:\d{2})?$/

/** Year, month from 1, day, hour, minute, second. */
type CalendarParts = [number, number, number, number, number, number]

/** What `parseTimestamp` takes. */
export const timestampWords = 'epoch milliseconds or an RFC 3339 time with offset'

const refuse = (code: Refusal['code'], detail: string): Refusal => ({ code, detail })

/**
 * Reads a time as a device may send it: integer epoch ms, or RFC 3339 with an offset.
 * Returns epoch ms or why not. A fraction finer than a millisecond is cut off.
 */
export function parseTimestamp(value: unknown, field = 'ts'): number | Refusal {
  if (typeof value === 'number') return parseEpochMs(value, field)
  if (typeof value === 'string') return parseDateTime(value, field)
  const detail = `${field}: expected ${timestampWords}`
  return refuse(value === undefined ? 'ts_missing' : 'ts_invalid', detail)
}

function parseEpochMs(value: number, field: string): number | Refusal {
  if (value >= secondsFrom && value < secondsTo) {
    return refuse(
      'ts_in_seconds',
      `${field}: ${value} looks like seconds; send milliseconds, ${Math.round(value * 1000)}`,
    )
  }
  if (Number.isInteger(value) && value >= 0 && value <= tsMax) return value
  const got = value > tsMax ? 'is too large (micro- or nanoseconds?)' : 'is not a whole number ≥ 0'
  return refuse('ts_invalid', `${field}: ${value} ${got}; expected epoch milliseconds`)
}

function parseDateTime(text: string, field: string): number | Refusal {
  const quote = () => JSON.stringify(text.slice(0, 40))
  const match = dateTime.exec(text)
  if (!match) {
    const hint = /^\d+$/.test(text) ? 'send the number without quotes' : 'expected RFC 3339'
    return refuse('ts_invalid', `${field}: ${quote()} is not a time; ${hint}`)
  }
  const offset = match[8]
  if (offset === undefined) {
    const detail = `${field}: ${quote()} has no offset; add Z or, in Japan, +09:00`
    return refuse('ts_without_offset', detail)
  }
  const localMs = utcOf(match.slice(1, 7).map(Number) as CalendarParts)
  const ms = localMs - parseOffset(offset) + Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  if (ms >= 0) return ms
  return refuse('ts_invalid', `${field}: ${quote()} is no time of the calendar since 1970`)
}

/**
 * Epoch ms of a calendar time read as UTC; NaN for one that no calendar has (30 February, 24:00).
 * Second 60 is a leap second (RFC 3339 §5.7) and counts as the next minute's first.
 */
function utcOf(parts: CalendarParts): number {
  const [year, month, day, hour, minute, second] = parts
  if (hour > 23 || minute > 59 || second > 60) return NaN
  const midnight = new Date(Date.UTC(year, month - 1, day))
  // An impossible day rolls over into another month.
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day
  return exists ? midnight.getTime() + ((hour * 60 + minute) * 60 + second) * 1000 : NaN
}

/** Milliseconds east of UTC; NaN for an offset that no clock has. */
function parseOffset(offset: string): number {
  if (offset === 'Z' || offset === 'z') return 0
  const hours = Number(offset.slice(1, 3))
  const minutes = Number(offset.slice(4, 6))
  if (hours > 23 || minutes > 59) return NaN
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

import { createZoneOffset } from '../world/local-time.ts'
import { quote } from './table.ts'

/** Epoch ms, or why a text is no time. `needsZone`: only the offset is missing. */
export type TimeRead = { ts: number } | { reason: string; needsZone?: true }

export type ReadTime = (time: string | number) => TimeRead

const pattern =
  /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)? ?(Z|[+-]\d{2}:?\d{2})?$/i
const dayMs = 86_400_000
/** 2001 to 2286 in seconds; thirteen digits are the same in milliseconds. */
const epochSeconds = /^\d{10}$/
const epochMs = /^\d{13}$/

/** Offset in ms; NaN for one that no clock has. */
function parseOffset(text: string): number {
  if (/^z$/i.test(text)) return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(-2))]
  if (hours > 14 || minutes > 59) return NaN
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/**
 * The clock's reading as if it were UTC; NaN for one that no calendar has. 24:00 is the end of the
 * day (ISO 8601, JIS X 0301), as Japanese hydrological tables write it.
 */
function clockMs(match: RegExpExecArray): number {
  const numbers = match.slice(1, 7).map((digits) => Number(digits ?? 0))
  const [hour, minute, second] = numbers.slice(3) as [number, number, number]
  const fraction = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const ms = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
  const isClock = (hour < 24 && minute < 60 && second < 60) || ms === dayMs
  return isClock ? midnightMs(numbers as [number, number, number]) + ms : NaN
}

/** NaN for a day that no month has. */
function midnightMs([year, month, day]: [number, number, number]): number {
  const midnight = new Date(Date.UTC(year, month - 1, day))
  const exists = midnight.getUTCMonth() === month - 1 && midnight.getUTCDate() === day
  return exists ? midnight.getTime() : NaN
}

/** The moments at which a clock of the zone shows this. */
function momentsOf(local: number, offsetAt: (ts: number) => number): number[] {
  const offsets = new Set([local - dayMs, local + dayMs].map(offsetAt))
  return [...offsets].filter((offset) => offsetAt(local - offset) === offset).map((o) => local - o)
}

/**
 * Reads the times of one file: ISO 8601 with or without seconds, `2026/01/26 15:57`, epoch seconds
 * or ms. A time without offset is read in `zone`; without one it is refused, never guessed.
 */
export function createReadTime(zone: string | undefined): ReadTime {
  const offsetAt = zone === undefined ? undefined : createZoneOffset(zone)

  const inZone = (local: number, text: string): TimeRead => {
    if (!offsetAt) return { reason: `time ${quote(text)} has no offset`, needsZone: true }
    const moments = momentsOf(local, offsetAt)
    const [ts] = moments
    if (ts === undefined) return { reason: `clocks in ${zone} never showed ${quote(text)}` }
    if (moments.length === 1) return { ts }
    return { reason: `clocks in ${zone} showed ${quote(text)} twice; it needs an offset` }
  }

  return (time) => {
    if (typeof time === 'number') return { ts: time }
    const text = time.trim()
    if (text === '') return { reason: 'no time' }
    if (epochMs.test(text)) return { ts: Number(text) }
    if (epochSeconds.test(text)) return { ts: Number(text) * 1000 }
    const match = pattern.exec(text)
    if (!match) return { reason: `${quote(text)} is not a time like 2026-01-26T15:57:00+09:00` }
    const local = clockMs(match)
    if (Number.isNaN(local)) return { reason: `${quote(text)} is no time of the calendar` }
    const [, , , , , , , , offset] = match
    if (offset === undefined) return inZone(local, text)
    const ts = local - parseOffset(offset)
    return Number.isNaN(ts) ? { reason: `${quote(text)}: no such offset` } : { ts }
  }
}

import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTimestamp } from '#domain/readings/timestamp.ts'

const refused = (code: string): unknown => expect.objectContaining({ code })

describe('a time', () => {
  it.each([
    [1_795_334_400_000, 1_795_334_400_000],
    ['2026-11-22T09:00:00Z', 1_795_338_000_000],
    ['2026-11-22T18:00:00+09:00', 1_795_338_000_000],
    ['2026-11-22t18:00:00.250+09:00', 1_795_338_000_250],
    ['2026-11-22T18:00:00.2509999+09:00', 1_795_338_000_250],
    ['2024-02-29T00:00:00-00:00', 1_709_164_800_000],
    // A leap second counts as the next minute's first (RFC 3339 §5.7).
    ['2016-12-31T23:59:60Z', 1_483_228_800_000],
    // A device without a clock counts from its start: kept, and flagged later.
    [123_456, 123_456],
  ])('%s is understood', (sent, ms) => {
    expect(parseTimestamp(sent)).toBe(ms)
  })

  it.each([
    [undefined, 'ts_missing'],
    [1_795_334_400, 'ts_in_seconds'],
    [1_795_334_400.123, 'ts_in_seconds'],
    ['2026-11-22T18:00:00', 'ts_without_offset'],
    ['2026-11-22T18:00:00.5', 'ts_without_offset'],
    [1_795_334_400_000_000, 'ts_invalid'],
    [1_795_334_400_000.5, 'ts_invalid'],
    [-1, 'ts_invalid'],
    [Infinity, 'ts_invalid'],
    [NaN, 'ts_invalid'],
    [null, 'ts_invalid'],
    ['1795334400000', 'ts_invalid'],
    ['2026-02-30T00:00:00Z', 'ts_invalid'],
    ['2026-13-01T00:00:00Z', 'ts_invalid'],
    ['2026-11-22T24:00:00Z', 'ts_invalid'],
    ['2026-11-22T18:00:00+24:00', 'ts_invalid'],
    ['1969-12-31T23:59:59Z', 'ts_invalid'],
    ['2026/11/22 18:00', 'ts_invalid'],
    ['', 'ts_invalid'],
  ])('%s is refused as %s', (sent, code) => {
    expect(parseTimestamp(sent)).toEqual(refused(code))
  })

  it('comes back from every way of writing it', () => {
    const time = fc.date({ min: new Date(0), max: new Date('2300-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(time, fc.integer({ min: -23 * 60, max: 23 * 60 }), (date, offsetMinutes) => {
        const local = new Date(date.getTime() + offsetMinutes * 60_000).toISOString().slice(0, -1)
        const [hours, minutes] = [Math.abs(offsetMinutes) / 60, Math.abs(offsetMinutes) % 60]
        const sign = offsetMinutes < 0 ? '-' : '+'
        const pad = (value: number) => String(Math.floor(value)).padStart(2, '0')
        if (local.startsWith('-') || local.startsWith('1969')) return
        const text = `${local}${sign}${pad(hours)}:${pad(minutes)}`
        expect(parseTimestamp(text)).toBe(date.getTime())
      }),
    )
  })

  it('is never an exception, whatever is sent', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const read = parseTimestamp(value)
        expect(typeof read === 'number' || read.detail.length > 0).toBe(true)
      }),
    )
  })
})

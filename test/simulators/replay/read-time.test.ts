import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createReadTime } from '#simulators/replay/read-time.ts'

const iso = (text: string, zone?: string) => {
  const read = createReadTime(zone)(text)
  return 'ts' in read ? new Date(read.ts).toISOString() : read.reason
}

describe('a recorded time', () => {
  it.each([
    ['2022-02-08T08:30:00.000Z', '2022-02-08T08:30:00.000Z'],
    ['2020-10-08T16:15Z', '2020-10-08T16:15:00.000Z'],
    ['2019-02-14T00:00:00.000-05:00', '2019-02-14T05:00:00.000Z'],
    ['2019/10/12 9:05+0900', '2019-10-12T00:05:00.000Z'],
    ['2019-10-12T24:00+09:00', '2019-10-12T15:00:00.000Z'],
    ['1795334400000', '2026-11-22T08:00:00.000Z'],
    ['1795334400', '2026-11-22T08:00:00.000Z'],
  ])('%s is %s', (text, expected) => expect(iso(text)).toBe(expected))

  it('without offset is read in the zone that was said, and in none that was not', () => {
    expect(iso('2026-01-26 15:57:02', 'Asia/Tokyo')).toBe('2026-01-26T06:57:02.000Z')
    expect(iso('2019/10/12 24:00', 'Asia/Tokyo')).toBe('2019-10-12T15:00:00.000Z')
    expect(createReadTime(undefined)('2026-01-26 15:57:02')).toMatchObject({ needsZone: true })
  })

  it('that a clock never showed, or showed twice, is refused', () => {
    expect(iso('2026-03-29 01:30', 'Europe/London')).toContain('never showed')
    expect(iso('2026-10-25 01:30', 'Europe/London')).toContain('twice')
    expect(iso('2026-10-25T01:30+01:00', 'Europe/London')).toBe('2026-10-25T00:30:00.000Z')
  })

  it.each([
    ['', 'no time'],
    ['2026-02-30T00:00Z', 'calendar'],
    ['2026-01-01T24:01Z', 'calendar'],
    ['2026-01-01T25:00Z', 'calendar'],
    ['2026-01-01T00:00+99:00', 'offset'],
    ['01/26/2026 15:57', 'not a time'],
    ['2026-01-26', 'not a time'],
    ['観測時刻', 'not a time'],
  ])('%s is refused: %s', (text, why) => expect(iso(text)).toContain(why))

  it('in any zone is the moment that the zone’s clock shows', () => {
    const moment = fc.integer({ min: 0, max: 4_102_444_800 }).map((seconds) => seconds * 1000)
    const zone = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/London', 'Asia/Kolkata')
    fc.assert(
      fc.property(moment, zone, (ts, timeZone) => {
        const shown = new Date(ts).toLocaleString('sv-SE', { timeZone })
        const read = createReadTime(timeZone)(shown)
        // Twice a year an hour is shown twice, and then it is not guessed which.
        if ('ts' in read) expect(read.ts).toBe(ts)
        else expect(read.reason).toContain('twice')
      }),
    )
  })
})

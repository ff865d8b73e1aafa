import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCityZone } from '#domain/city/zone.ts'

const iso = (ts: number) => new Date(ts).toISOString()
const hourMs = 3_600_000

describe('the days of a city', () => {
  it('begin at 15:00 UTC in Japan, every day alike', () => {
    const zone = createCityZone('Asia/Tokyo')
    const noon = Date.parse('2026-07-01T12:00:00+09:00')
    expect(iso(zone.dayStart(noon))).toBe('2026-06-30T15:00:00.000Z')
    expect(iso(zone.nextDayStart(noon))).toBe('2026-07-01T15:00:00.000Z')
  })

  it.each([
    ['Europe/Berlin', '2026-03-29T12:00:00Z', 23],
    ['Europe/Berlin', '2026-10-25T12:00:00Z', 25],
    ['Europe/Berlin', '2026-10-26T12:00:00Z', 24],
    // The clock skips midnight: the day begins at 01:00.
    ['America/Santiago', '2026-09-06T12:00:00Z', 23],
    ['Australia/Lord_Howe', '2026-04-05T01:00:00Z', 24.5],
  ])('in %s around %s has %d hours', (name, at, hours) => {
    const zone = createCityZone(name)
    const ts = Date.parse(at)
    expect((zone.nextDayStart(ts) - zone.dayStart(ts)) / hourMs).toBe(hours)
  })

  it('follow one another without hole or overlap, in any zone at any time', () => {
    const zones = ['Asia/Tokyo', 'Europe/London', 'America/Sao_Paulo', 'Asia/Kathmandu'].map(
      createCityZone,
    )
    const time = fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) })
    fc.assert(
      fc.property(fc.constantFrom(...zones), time, (zone, ts) => {
        const start = zone.dayStart(ts)
        const next = zone.nextDayStart(ts)
        expect(start).toBeLessThanOrEqual(ts)
        expect(next).toBeGreaterThan(ts)
        expect(zone.dayStart(start)).toBe(start)
        expect(zone.dayStart(next)).toBe(next)
        expect(zone.dayStart(next - 1)).toBe(start)
      }),
    )
  })

  it('are refused for a place that does not exist', () => {
    expect(() => createCityZone('Japan/Atlantis')).toThrow(RangeError)
  })
})

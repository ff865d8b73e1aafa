import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCityZone } from '#domain/city/zone.ts'
import { foldAll, present, type Said } from './fold-all.ts'

const minute = 60_000
const hour = 60 * minute
const t0 = Date.parse('2026-09-10T00:00:00+09:00')
const zone = createCityZone('Asia/Tokyo')

const buckets = (said: readonly Said[], ms = hour) =>
  present(foldAll(said, { every: { ms }, zone, from: t0, to: t0 + 48 * hour }))

const counted = (tips: readonly number[]) =>
  tips.map((value, i) => ({ ts: t0 + (i + 1) * 10 * minute, values: { tips: value } }))

const headings = (degrees: readonly number[]) =>
  degrees.map((value, i) => ({ ts: t0 + i * minute, values: { heading_deg: value } }))

describe('a counter', () => {
  const increase = (tips: readonly number[]) =>
    buckets(counted(tips)).map(({ values }) => values['tips']?.increase)

  it('has its increase, also from the last number of the bucket before', () => {
    expect(increase([100, 110, 115, 115, 120, 130, 133])).toEqual([30, 3])
  })

  it('that falls has begun anew: never a negative count', () => {
    expect(increase([1_000, 1_010, 4, 6])).toEqual([16])
  })

  it('goes over its top', () => {
    expect(increase([65_530, 65_535, 3])).toEqual([9])
  })

  it('has no sum, and a measurement no increase', () => {
    const [bucket] = buckets([{ ts: t0 + minute, values: { tips: 5, level_m: 2 } }])
    expect(bucket?.values['tips']).not.toHaveProperty('sum')
    expect(bucket?.values['level_m']).not.toHaveProperty('increase')
  })

  it('counts the same in hours as in a day', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 65_535 }), { minLength: 1 }), (tips) => {
        const total = (ms: number) =>
          buckets(counted(tips), ms).reduce(
            (sum, { values }) => sum + (values['tips']?.increase ?? 0),
            0,
          )
        expect(total(hour)).toBe(total(48 * hour))
        expect(total(hour)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('a direction', () => {
  const mean = (degrees: readonly number[]) =>
    buckets(headings(degrees))[0]?.values['heading_deg']?.mean

  it('has its mean on the circle', () => {
    expect(mean([359, 1])).toBeCloseTo(0, 6)
    expect(mean([350, 340])).toBeCloseTo(345, 6)
    expect(mean([0, 90])).toBeCloseTo(45, 6)
  })

  it('has none where it points everywhere', () => {
    expect(mean([0, 180])).toBeNull()
    expect(mean([0, 120, 240])).toBeNull()
  })

  it('has no least and no most', () => {
    const [bucket] = buckets(headings([10, 20]))
    expect(bucket?.values['heading_deg']).toEqual({ mean: 15, last: 20, count: 2 })
  })

  it('turns its mean with it, whatever is north', () => {
    const angle = fc.integer({ min: 0, max: 359 })
    fc.assert(
      fc.property(angle, fc.integer({ min: 1, max: 89 }), (middle, spread) => {
        const around = [middle - spread, middle, middle + spread].map((each) => (each + 360) % 360)
        const found = mean(around) ?? NaN
        expect(Math.cos(((found - middle) * Math.PI) / 180)).toBeCloseTo(1, 9)
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThan(360)
      }),
    )
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { minutesLeft } from '#dashboard/logic/alarm/minutes-left.ts'
import { trendOf, type Point } from '#dashboard/logic/device/trend.ts'

const minute = 60_000
const readingsOf = (values: readonly number[], everyMin = 10): Point[] =>
  values.map((value, n) => ({ ts: n * everyMin * minute, value }))

function leftOf(values: readonly number[], threshold: number, { everyMin = 10, ageMin = 0 } = {}) {
  const readings = readingsOf(values, everyMin)
  const latest = readings.at(-1)
  const trend = latest && trendOf(readings.slice(0, -1), latest, 2)
  return trend && minutesLeft(trend, { room: threshold - latest.value, ageMs: ageMin * minute })
}

describe('the minutes that are left', () => {
  it('are the room at the pace of the last readings, with their range', () => {
    expect(leftOf([1, 1.1, 1.2, 1.3], 1.5)).toEqual({ about: 20, from: 20, to: 20 })
    expect(leftOf([1, 1.05, 1.1, 1.3], 1.5)).toEqual({ about: 15, from: 10, to: 25 })
  })

  it('are counted from now, not from when the value was measured', () => {
    expect(leftOf([1, 1.1, 1.2, 1.3], 1.5, { ageMin: 9 })?.about).toBe(10)
    expect(leftOf([1, 1.1, 1.2, 1.3], 1.5, { ageMin: 25 })?.about).toBe(1)
  })

  it.each([
    ['falls', [1.4, 1.3, 1.2, 1.1]],
    ['stands', [1.2, 1.2, 1.2, 1.2]],
    ['rises by a millimetre', [1.2, 1.201, 1.202, 1.203]],
    ['has two readings', [1, 1.2]],
    ['is there already', [1.3, 1.4, 1.5, 1.6]],
  ])('are none where the water %s', (_what, values) => {
    expect(leftOf(values, 1.5) ?? null).toBeNull()
  })

  it('are not counted in hours', () => {
    expect(leftOf([1, 1.02, 1.04, 1.06], 1.5)).toBeNull()
    expect(leftOf([1, 1.1, 1.2, 1.3], 4.3)).toBeNull()
  })

  it('are not turned by one stray value', () => {
    expect(leftOf([1, 1.1, 1.9, 1.3, 1.4], 1.6, { everyMin: 5 })?.about).toBe(10)
  })

  it('lie in their range, and name the true time of a steady rise to within a rounding', () => {
    const rise = fc.record({
      per10Min: fc.double({ min: 0.03, max: 0.5, noNaN: true }),
      room: fc.double({ min: 0.05, max: 2, noNaN: true }),
      everyMin: fc.constantFrom(1, 2, 5, 10),
    })
    fc.assert(
      fc.property(rise, ({ per10Min, room, everyMin }) => {
        const values = [0, 1, 2, 3, 4].map((n) => 1 + (n * everyMin * per10Min) / 10)
        const left = leftOf(values, (values.at(-1) ?? 0) + room, { everyMin })
        if (!left) return
        const exact = (room / per10Min) * 10
        expect(left.from).toBeLessThanOrEqual(left.about)
        expect(left.about).toBeLessThanOrEqual(left.to ?? Infinity)
        expect(Math.abs(left.about - exact)).toBeLessThanOrEqual(Math.max(1, exact * 0.25))
      }),
    )
  })
})

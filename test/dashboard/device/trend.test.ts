import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePoints, trendOf, type Point } from '#dashboard/logic/device/trend.ts'

const minute = 60_000

/** Readings of a level that runs through these corners, printed as a gauge prints them. */
function sample(corners: readonly Point[], everyMin: number, noise = () => 0): Point[] {
  const [first, last] = [corners[0], corners.at(-1)]
  if (!first || !last) return []
  const count = Math.floor((last.ts - first.ts) / (everyMin * minute))
  return Array.from({ length: count + 1 }, (_, n) => {
    const ts = first.ts + n * everyMin * minute
    return { ts, value: Number((levelAt(corners, ts) + noise()).toFixed(2)) }
  })
}

function levelAt(corners: readonly Point[], ts: number): number {
  const at = corners.findLastIndex((corner) => corner.ts <= ts)
  const [from, to] = [corners[at], corners[at + 1]]
  if (!from) throw new Error('before the first corner')
  if (!to) return from.value
  return from.value + ((to.value - from.value) * (ts - from.ts)) / (to.ts - from.ts)
}

const trendAt = (readings: readonly Point[], at: number) => {
  const latest = readings[at]
  return latest && trendOf(readings.slice(0, at), latest, 2)
}

describe('the direction of the water', () => {
  it.each([1, 2, 5, 10])(
    'is that of now: it fell for 55 min and rises, reported every %i min',
    (every) => {
      const corners = [
        { ts: 0, value: 2 },
        { ts: 55 * minute, value: 1.2 },
        { ts: 69 * minute, value: 1.6 },
        { ts: 70 * minute, value: 1.63 },
      ]
      const readings = sample(corners, every)
      expect(trendAt(readings, readings.length - 1)).toMatchObject({ direction: 'rising' })
    },
  )

  it('is never told wrong for more than three readings, whatever the peaks', () => {
    const legs = fc.array(
      fc.record({
        minutes: fc.integer({ min: 40, max: 240 }),
        perHour: fc.double({ min: 0.4, max: 4, noNaN: true }),
      }),
      { minLength: 4, maxLength: 4 },
    )
    fc.assert(
      fc.property(
        legs,
        fc.constantFrom(1, 2, 5, 10),
        fc.infiniteStream(fc.integer({ min: -3, max: 3 })),
        (legs, every, millimetres) => {
          const corners: Point[] = [{ ts: 0, value: 1 }]
          for (const [n, { minutes, perHour }] of legs.entries()) {
            const { ts, value } = corners.at(-1) ?? { ts: 0, value: 0 }
            // Up, down, up, down: two peaks.
            const change = (n % 2 ? -1 : 1) * perHour * (minutes / 60)
            corners.push({ ts: ts + minutes * minute, value: value + change })
          }
          const readings = sample(corners, every, () => Number(millimetres.next().value) / 1_000)
          let wrong = 0
          for (const [at, { ts }] of readings.entries()) {
            const leg = corners.findLastIndex((corner) => corner.ts < ts)
            const opposite = leg % 2 ? 'rising' : 'falling'
            wrong = trendAt(readings, at)?.direction === opposite ? wrong + 1 : 0
            expect(wrong).toBeLessThanOrEqual(3)
          }
        },
      ),
    )
  })

  it('is steady while only the last digit flickers', () => {
    const flicker = [1, 1.01, 1, 1, 1.01, 1.01, 1].map((value, n) => ({
      ts: n * 10 * minute,
      value,
    }))
    for (const at of flicker.keys()) {
      expect(['steady', undefined]).toContain(trendAt(flicker, at)?.direction)
    }
  })

  it('is not turned by one stray value', () => {
    const stray = [1, 1.1, 1.2, 0.2, 1.4].map((value, n) => ({ ts: n * 2 * minute, value }))
    expect(trendAt(stray, 4)?.direction).toBe('rising')
  })

  it('is unknown of two readings, and of readings hours ago', () => {
    const daily = [1, 1.2, 1.4].map((value, n) => ({ ts: n * 1440 * minute, value }))
    expect(trendAt(daily, 2)).toBeUndefined()
    expect(
      trendAt(
        sample(
          [
            { ts: 0, value: 1 },
            { ts: 10 * minute, value: 2 },
          ],
          10,
        ),
        1,
      ),
    ).toBeUndefined()
  })
})

describe('the figures of a trend', () => {
  const readings = sample(
    [
      { ts: 0, value: 1 },
      { ts: 60 * minute, value: 3 },
      { ts: 120 * minute, value: 2 },
    ],
    10,
  )

  it('are the change in ten minutes and in one hour, and the peak with its time', () => {
    const trend = trendAt(readings, 9)
    expect(trend).toMatchObject({ direction: 'falling', peak: { ts: 60 * minute, value: 3 } })
    expect(trend?.per10Min).toBeCloseTo(-0.17, 5)
    expect(trend?.perHour).toBeCloseTo(0.5, 5)
  })

  it('leave out what no reading says', () => {
    expect(trendAt(readings, 2)).toMatchObject({ perHour: null, peak: null })
    const rare = [1, 1.2, 1.4].map((value, n) => ({ ts: n * 30 * minute, value }))
    expect(trendAt(rare, 2)).toMatchObject({ per10Min: null, direction: 'rising' })
  })

  it('go on with readings that came meanwhile', () => {
    const [known, fresh] = [readings.slice(0, 5), readings.slice(4, 8)]
    expect(mergePoints(known, fresh, 20 * minute)).toEqual(readings.slice(2, 8))
  })
})

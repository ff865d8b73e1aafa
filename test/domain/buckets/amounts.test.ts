import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createBucketFold, foldBucket } from '#domain/buckets/bucket-fold.ts'
import { createCityZone } from '#domain/city/zone.ts'
import { foldAll, present, type Said } from './fold-all.ts'

const minute = 60_000
const hour = 60 * minute
const tokyo = createCityZone('Asia/Tokyo')
const ten = Date.parse('2026-09-10T10:00:00+09:00')

const buckets = (said: readonly Said[], ms = hour) =>
  present(foldAll(said, { every: { ms }, zone: tokyo, from: ten - 24 * hour, to: ten + 24 * hour }))

/** Reports every ten minutes, the first at ten past nine. */
const tenMinutes = (rain: readonly number[], window_s?: number): Said[] =>
  rain.map((rain_mm, i) => ({
    ts: ten - 50 * minute + i * 10 * minute,
    values: { rain_mm, ...(window_s !== undefined && { window_s }) },
  }))

describe('an amount', () => {
  it('of 10:00 is of the hour before, the level beside it of the hour that begins', () => {
    const [nine, at10] = buckets([{ ts: ten, values: { rain_mm: 2, level_m: 1 } }])
    expect(nine).toMatchObject({ ts: ten - hour, values: { rain_mm: { sum: 2, covered_s: 600 } } })
    expect(nine?.values).not.toHaveProperty('level_m')
    expect(at10).toMatchObject({ ts: ten, count: 1, values: { level_m: { last: 1 } } })
    expect(at10?.values).not.toHaveProperty('rain_mm')
  })

  it('adds up to an hour, and a gauge of rain alone is counted with its rain', () => {
    expect(buckets(tenMinutes([12, 12, 12, 12, 12, 12]))).toMatchObject([
      { ts: ten - hour, count: 6, values: { rain_mm: { sum: 72, covered_s: 3_600, max: 12 } } },
    ])
  })

  it('that failed, or whose window failed, covers nothing', () => {
    const failed: Record<number, Partial<Said>> = {
      2: { flag: 4, reasons: ['range:rain_mm'] },
      3: { flag: 4, reasons: ['range:window_s'] },
    }
    const said = tenMinutes([1, 2, 300, 4, 5, 6]).map((each, i) => ({ ...each, ...failed[i] }))
    expect(buckets(said)[0]).toMatchObject({ values: { rain_mm: { sum: 14, covered_s: 2_400 } } })
  })

  it('that did not come covers nothing', () => {
    const said = tenMinutes([1, 2, 3, 4, 5, 6]).toSpliced(1, 2)
    expect(buckets(said)[0]?.values['rain_mm']).toMatchObject({ sum: 16, covered_s: 2_400 })
  })

  it('of the last hour, told every ten minutes, is never summed up', () => {
    const said = tenMinutes([6, 7, 8, 9, 8, 7, 6, 5], 3_600)
    const [, ...tens] = buckets(said, 10 * minute)
    for (const { values } of [...tens, ...buckets(said), ...buckets(said, 6 * hour)]) {
      expect(values['rain_mm']).toMatchObject({ sum: null, windows_overlap: true })
    }
  })

  it('of a clock that jitters is summed up, and shared seconds cover once', () => {
    const said = tenMinutes([1, 1, 1, 1, 1, 1]).map((each, i) => ({
      ...each,
      ts: each.ts - i * 5_000,
    }))
    const [bucket] = buckets(said)
    expect(bucket?.values['rain_mm']).toMatchObject({ sum: 6, covered_s: 3_600 - 25 })
    expect(bucket?.values['rain_mm']).not.toHaveProperty('windows_overlap')
  })

  it('takes the usual window of its kind where none is sent, and stands by none that is 0', () => {
    const said = [
      { ts: ten - 10 * minute, values: { rain_mm: 1 } },
      { ts: ten, values: { rain_mm: 50, window_s: 0 } },
    ]
    expect(buckets(said)[0]?.values['rain_mm']).toMatchObject({ sum: 1, covered_s: 600, max: 1 })
  })

  it('never shows what adding in binary leaves behind', () => {
    expect(buckets(tenMinutes([0.1, 0.2]))[0]?.values['rain_mm']).toMatchObject({ sum: 0.3 })
  })
})

describe('sums of rain', () => {
  /** Windows one after the other with holes between them, over a change of summer time or none. */
  const anySaid = fc.record({
    zone: fc.constantFrom('Asia/Tokyo', 'Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe'),
    start: fc.constantFrom(
      '2026-03-28T20:00Z',
      '2026-10-24T20:00Z',
      '2026-10-03T12:00Z',
      '2026-11-01T00:00Z',
    ),
    steps: fc.array(
      fc.record({
        holeS: fc.oneof(
          { weight: 4, arbitrary: fc.constant(0) },
          fc.integer({ min: 1, max: 9_000 }),
        ),
        windowS: fc.constantFrom(60, 300, 600, 900, 3_600),
        tenths: fc.integer({ min: 0, max: 300 }),
        failed: fc.boolean(),
      }),
      { minLength: 1, maxLength: 120 },
    ),
  })

  it('of hours, of days and of readings are the same, and cover the same time', () => {
    fc.assert(
      fc.property(anySaid, ({ zone: name, start, steps }) => {
        const zone = createCityZone(name)
        let ts = zone.dayStart(Date.parse(start))
        const from = ts
        const said = steps.map(({ holeS, windowS, tenths, failed }): Said => {
          ts += (holeS + windowS) * 1_000
          const values = { rain_mm: tenths / 10, window_s: windowS }
          return failed ? { ts, values, flag: 4, reasons: ['range:rain_mm'] } : { ts, values }
        })
        const to = zone.nextDayStart(ts)
        const usable = said.filter(({ flag }) => flag === undefined)
        const total = usable.reduce((sum, { values }) => sum + Number(values['rain_mm']), 0)
        const covered = usable.reduce((sum, { values }) => sum + Number(values['window_s']), 0)
        const query = { zone, from, to }
        const hours = foldAll(said, { ...query, every: { ms: hour } })
        const days = foldAll(said, { ...query, every: { days: 1 } })
        const fromHours = createBucketFold(from)
        for (const fold of hours) foldBucket(fromHours, fold)
        for (const folds of [hours, days, [fromHours]]) {
          const rain = present(folds).map(({ values }) => values['rain_mm'] ?? {})
          expect(rain.reduce((sum, each) => sum + (each.sum ?? 0), 0)).toBeCloseTo(total, 6)
          expect(rain.reduce((sum, each) => sum + (each.covered_s ?? 0), 0)).toBe(covered)
        }
        const counted = days.reduce((sum, { count, excluded }) => sum + count + excluded, 0)
        expect(counted).toBe(said.length)
      }),
      { numRuns: 150 },
    )
  })

  it('count no window twice: what a bucket covers is time that has passed', () => {
    const any = fc.array(
      fc.record({
        gapS: fc.integer({ min: 1, max: 1_500 }),
        windowS: fc.integer({ min: 1, max: 3_000 }),
      }),
      { minLength: 1, maxLength: 60 },
    )
    fc.assert(
      fc.property(any, (steps) => {
        let ts = ten
        const said = steps.map(({ gapS, windowS }) => {
          ts += gapS * 1_000
          return { ts, values: { rain_mm: 1, window_s: windowS } }
        })
        const query = { zone: tokyo, from: ten, to: ts + hour }
        const [whole] = present(foldAll(said, { ...query, every: { ms: 1_000 * hour } }))
        const rain = whole?.values['rain_mm']
        const first = (said[0]?.ts ?? 0) - Number(said[0]?.values.window_s) * 1_000
        const longest = Math.max(...said.map(({ values }) => values.window_s))
        if (rain?.windows_overlap) return
        expect(rain?.covered_s).toBeLessThanOrEqual((ts - first) / 1_000 + longest)
        // A whole has no sum exactly where one of its parts has none.
        const parts = present(foldAll(said, { ...query, every: { ms: hour } }))
        expect(parts.filter(({ values }) => values['rain_mm']?.windows_overlap)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})

import { describe, expect, it } from 'vitest'
import { chooseBucket, gapAfterMs, ranges } from '#dashboard/logic/value/chart-range.ts'
import { columnsOf, listNarrow, samplesOf } from '#dashboard/logic/value/series.ts'
import { pointsOf, trendOf } from '#dashboard/logic/device/trend.ts'
import { noon } from '../samples.ts'

const minute = 60_000
const bucket = (minutes: number, mean: number | undefined, count = 2) => ({
  ts: noon + minutes * minute,
  count: 6,
  excluded: 0,
  values: mean === undefined ? {} : { height_m: { min: mean - 0.1, mean, max: mean + 0.1, count } },
})

describe('values that a line cannot show', () => {
  it('are those alone, and those too close together, between holes', () => {
    const places = [0, 1, 2, 20, 30, 40, 45]
    const narrow = (...values: (number | null | undefined)[]) =>
      listNarrow(values, (at) => places[at] ?? NaN, 6)
    expect(narrow(1.23)).toEqual([0])
    expect(narrow(1, 2)).toEqual([0, 1])
    expect(narrow(1, null, 2, 3, null, 4, 5)).toEqual([0, 5, 6])
    expect(narrow(null, undefined, 1, 2)).toEqual([])
    expect(narrow()).toEqual([])
  })
})

describe('a chart', () => {
  it('asks for buckets no shorter than the device reports and no more than fit', () => {
    expect(chooseBucket(ranges.h6, minute).name).toBe('5m')
    expect(chooseBucket(ranges.h6, 10 * minute).name).toBe('10m')
    expect(chooseBucket(ranges.h24, minute).name).toBe('10m')
    expect(chooseBucket(ranges.h24, 15 * minute).name).toBe('15m')
    expect(chooseBucket(ranges.h24, 30 * minute).name).toBe('30m')
    expect(chooseBucket(ranges.d7, minute).name).toBe('1h')
    expect(chooseBucket(ranges.h24, 86_400_000).name).toBe('1h')
    expect(chooseBucket(ranges.d30, minute).name).toBe('6h')
    expect(chooseBucket(ranges.d90, 10 * minute).name).toBe('12h')
    expect(chooseBucket(ranges.y1, minute).name).toBe('1d')
  })

  it('leaves gaps open and draws the newest reading behind the buckets', () => {
    const samples = samplesOf(
      [bucket(0, 1), bucket(10, 2), bucket(20, undefined), bucket(60, 3)],
      'height_m',
      { ts: noon + 65 * minute, value: 3.2 },
    )
    expect(samples.map(({ mean }) => mean)).toEqual([1, 2, 3, 3.2])
    const [times, means, lows, highs] = columnsOf(samples, gapAfterMs(10 * minute, 10 * minute))
    expect(means).toEqual([1, 2, null, 3, 3.2])
    expect(lows[0]).toBeCloseTo(0.9)
    expect(highs[2]).toBeNull()
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })

  it('counts the values of its field, not the readings that held others', () => {
    const newest = { ts: noon + 15 * minute, value: 1.1 }
    const samples = samplesOf([bucket(0, 1, 1), bucket(10, 1, 5)], 'height_m', newest)
    expect(samples.map(({ count }) => count)).toEqual([1, 5, 1])
  })

  it('never joins what lies further apart than three intervals', () => {
    expect(gapAfterMs(5 * minute, 10 * minute)).toBe(30 * minute)
    expect(gapAfterMs(60 * minute, minute)).toBe(90 * minute)
  })
})

describe('the trend', () => {
  const points = [0, 10, 20].map((minutes) => ({ ts: noon + minutes * minute, value: 2 }))

  it('compares with one hour earlier', () => {
    const latest = { ts: noon + 70 * minute, value: 2.35 }
    expect(trendOf(points, latest, 2)).toMatchObject({ direction: 'rising' })
    expect(trendOf(points, latest, 2)?.perHour).toBeCloseTo(0.35)
  })

  it('is that of an hour, wherever in its minute a gauge reports', () => {
    for (const second of [0, 0.2, 29, 31, 59.9]) {
      const start = noon + second * 1_000
      // A centimetre a minute, the last reading 90 minutes after the first.
      const buckets = Array.from({ length: 90 }, (_, n) => ({
        ts: noon + n * minute,
        count: 1,
        excluded: 0,
        values: { height_m: { last: n / 100 } },
      }))
      const latest = { ts: start + 90 * minute, value: 0.9 }
      expect(trendOf(pointsOf(buckets, 'height_m'), latest, 2)?.perHour).toBeCloseTo(0.6)
    }
  })

  it('calls noise steady', () => {
    const latest = { ts: noon + 60 * minute, value: 2.01 }
    expect(trendOf(points, latest, 2)?.direction).toBe('steady')
    expect(trendOf(points, { ...latest, value: 1.98 }, 2)?.direction).toBe('falling')
  })

  it('says nothing where an hour ago is unknown', () => {
    expect(trendOf(points, { ts: noon + 200 * minute, value: 3 }, 2)).toBeUndefined()
  })
})

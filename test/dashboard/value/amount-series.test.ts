import { describe, expect, it } from 'vitest'
import {
  barColumnsOf,
  barsOf,
  hasOverlap,
  isBarField,
  longestWindowMs,
  totalOf,
} from '#dashboard/logic/value/amount-series.ts'
import { figureIn } from '#dashboard/logic/value/figure.ts'
import type { BucketNumbers } from '#domain/wire/bucket.ts'
import type { FieldResource } from '#domain/wire/kind.ts'
import { noon, reading, textIn, tide } from '../samples.ts'

const hour = 3_600_000
const rain = {
  ...(tide.fields[0] as FieldResource),
  name: 'rain_mm',
  unit: 'mm',
  decimals: 1,
  measure: { type: 'amount', window_field: 'rain_window_s', default_window_s: 600 },
} as const satisfies FieldResource
const tips: FieldResource = { ...rain, name: 'tips', measure: { type: 'counter' } }
const scope = { fromTs: noon, bucketMs: hour, asOfTs: noon + 2.5 * hour }

const bucket = (hours: number, numbers: BucketNumbers, name = 'rain_mm') => ({
  ts: noon + hours * hour,
  count: 6,
  excluded: 0,
  values: { [name]: numbers },
})

describe('bars of rain', () => {
  it('are the sums of buckets, and pale where a tenth of their time is missing', () => {
    const bars = barsOf(
      [bucket(0, { sum: 6, covered_s: 3_600 }), bucket(1, { sum: 4, covered_s: 3_000 })],
      rain,
      scope,
    )
    expect(bars.map(({ mean, isPartial }) => [mean, isPartial])).toEqual([
      [6, false],
      [4, true],
    ])
  })

  it('lack nothing that could not have come yet', () => {
    const [bar] = barsOf([bucket(2, { sum: 3, covered_s: 1_800 })], rain, scope)
    expect(bar).toMatchObject({ share: 1, isPartial: false })
  })

  it('leave out the bucket that the begin of the period cuts, and those without a sum', () => {
    const cut = bucket(-1, { sum: 9, covered_s: 600 })
    const overlapping = bucket(0, { sum: null, covered_s: 3_600, windows_overlap: true })
    expect(barsOf([cut, overlapping], rain, scope)).toEqual([])
    expect(hasOverlap([cut], 'rain_mm')).toBe(false)
    expect(hasOverlap([cut, overlapping], 'rain_mm')).toBe(true)
  })

  it('keep an empty place for what nobody measured, or a neighbour would grow over it', () => {
    const bars = barsOf(
      [bucket(0, { sum: 6, covered_s: 3_600 }), bucket(2, { sum: 1, covered_s: 60 })],
      rain,
      scope,
    )
    const [times, whole, partial] = barColumnsOf(bars, hour)
    expect(times.map((seconds) => (seconds * 1_000 - noon) / hour)).toEqual([0, 1, 2, 3])
    expect(whole).toEqual([6, null, null, null])
    expect(partial).toEqual([null, null, 1, null])
  })

  it('add up to the period, which says what it lacks', () => {
    const bars = barsOf([bucket(0, { sum: 6, covered_s: 3_600 })], rain, scope)
    expect(totalOf(bars, scope)).toEqual({ sum: 6, isPartial: true })
    expect(totalOf(bars, { ...scope, asOfTs: noon + hour })).toEqual({ sum: 6, isPartial: false })
  })

  it('are there for counters too, which have no time to lack', () => {
    const [bar] = barsOf([bucket(0, { increase: 12 }, 'tips')], tips, scope)
    expect(bar).toMatchObject({ mean: 12 })
    expect(bar).not.toHaveProperty('isPartial')
    expect([rain, tips, tide.fields[0] as FieldResource].map(isBarField)).toEqual([
      true,
      true,
      false,
    ])
  })
})

describe('a figure of rain', () => {
  it('never stands without its window', () => {
    const ja = textIn('ja')
    expect(figureIn({ rain_mm: 12 }, rain, ja)).toEqual({ text: '12.0', unit: 'mm/10分' })
    const hourly = { rain_mm: 12, rain_window_s: 3_600 }
    expect(figureIn(hourly, rain, textIn('en'))).toEqual({ text: '12.0', unit: 'mm/1 h' })
    expect(figureIn({}, rain, ja)).toBeNull()
  })

  it('wants buckets no shorter than its window', () => {
    const kind = { ...tide, fields: [rain] }
    expect(longestWindowMs(kind, reading({ rain_mm: 1, rain_window_s: 900 }))).toBe(900_000)
    expect(longestWindowMs(kind, reading({ height_m: 1 }))).toBe(0)
    expect(longestWindowMs(kind, null)).toBe(0)
  })
})

import { describe, expect, it } from 'vitest'
import { amountWindowMs, listTogether, measureOf } from '#domain/kinds/measures.ts'
import type { AmountMeasure } from '#domain/wire/measure.ts'

const rain: AmountMeasure = { type: 'amount', window_field: 'window_s', default_window_s: 600 }
const people: AmountMeasure = { type: 'amount', window_field: 'window_s' }

describe('what a field measures', () => {
  it('is a measurement, unless its kind says otherwise', () => {
    expect(measureOf({ measures: { rain_mm: rain } }, 'rain_mm')).toEqual(rain)
    expect(measureOf({ measures: { rain_mm: rain } }, 'level_m')).toEqual({ type: 'measurement' })
    expect(measureOf({}, 'level_m')).toEqual({ type: 'measurement' })
  })

  it('has for an amount the window that was sent, else the usual one of its kind', () => {
    expect(amountWindowMs(rain, { rain_mm: 1, window_s: 3_600 })).toBe(3_600_000)
    expect(amountWindowMs(rain, { rain_mm: 1 })).toBe(600_000)
    expect(amountWindowMs(people, { people: 1 })).toBeUndefined()
  })

  it('has no window where one was sent that is none', () => {
    expect(amountWindowMs(rain, { rain_mm: 1, window_s: null })).toBeUndefined()
    expect(amountWindowMs(rain, { rain_mm: 1, window_s: 0 })).toBeUndefined()
  })
})

describe('fields that mean something only together', () => {
  it('are those that a kind declares, and an amount with its window', () => {
    const kind = { together: [['lat', 'lon']], measures: { rain_mm: rain } }
    expect(listTogether(kind)).toEqual([
      ['lat', 'lon'],
      ['rain_mm', 'window_s'],
    ])
    expect(listTogether({})).toEqual([])
  })

  it('are one group where two amounts have one window', () => {
    const measures = { in_count: people, out_count: people }
    expect(listTogether({ measures })).toEqual([['in_count', 'window_s', 'out_count']])
  })

  it('are one group where a later pair joins two', () => {
    const together = [
      ['a', 'b'],
      ['c', 'd'],
      ['b', 'c'],
    ]
    expect(listTogether({ together })).toEqual([['a', 'b', 'c', 'd']])
  })
})

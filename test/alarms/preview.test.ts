import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countRaises } from '#alarms/preview/count-raises.ts'
import { byPlace, usableValueOf, type GaugeValue } from '#alarms/level/gauge-value.ts'
import { thresholdLevels } from '#domain/alarms/levels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { passOverStored } from './reference-pass.ts'

const minute = 60_000
const start = Date.UTC(2026, 8, 1)
const thresholds = localThresholds({ standby: 1, caution: 1.4, danger: 2 })
const rule = { thresholds, stepPer10Min: 0.3 }

const readingOf = (level_m: number, at: number): Reading => ({
  kind: 'flood',
  device: 'gauge-1',
  ts: start + at * 10 * minute,
  received_ts: start + at * 10 * minute,
  place_ts: start + at * 10 * minute,
  seq: null,
  boot: null,
  values: { level_m },
  flag: 1,
  reasons: [],
  origin: 'field',
})

const valuesOf = (readings: readonly Reading[]): GaugeValue[] =>
  readings.flatMap((one) => usableValueOf(one, 'level_m') ?? []).toSorted(byPlace)

const count = (...levels: number[]) =>
  countRaises(valuesOf(levels.map(readingOf)), rule).map(({ key, times, unconfirmed }) => [
    key,
    times,
    unconfirmed,
  ])

describe('a preview of thresholds', () => {
  it('counts each way up', () => {
    expect(count(0.9, 1.1, 1.3, 1.5, 1.3, 1.1, 0.9, 1.05)).toEqual([
      ['standby', 2, 0],
      ['caution', 1, 0],
      ['danger', 0, 0],
    ])
  })

  it('never says that water which stood above all the time was not there', () => {
    const standing = countRaises(valuesOf([1.5, 1.5, 1.4].map(readingOf)), rule)
    expect(standing).toMatchObject([
      { key: 'standby', times: 1, since_start: true },
      { key: 'caution', times: 1, since_start: true },
      { key: 'danger', times: 0, since_start: false },
    ])
  })

  it('tells a spike that nothing confirmed from a leap that the next value confirms', () => {
    expect(count(0.5, 2.5, 0.5, 0.6)).toEqual([
      ['standby', 1, 1],
      ['caution', 1, 1],
      ['danger', 1, 1],
    ])
    expect(count(0.5, 2.5, 1.5, 1.3)).toEqual([
      ['standby', 1, 0],
      ['caution', 1, 0],
      ['danger', 1, 1],
    ])
  })

  it('counts a rise that nothing has followed yet as unconfirmed', () => {
    expect(count(0.5, 1.2)).toEqual([
      ['standby', 1, 1],
      ['caution', 0, 0],
      ['danger', 0, 0],
    ])
  })

  it('says of confirmed rises what the record of the same values says', () => {
    const level = fc.integer({ min: 0, max: 50 }).map((step) => step / 20)
    fc.assert(
      fc.property(fc.array(level, { minLength: 1, maxLength: 40 }), (levels) => {
        const readings = levels.map(readingOf)
        const sure = countRaises(valuesOf(readings), rule).map(
          ({ times, unconfirmed }) => times - unconfirmed,
        )
        const record = passOverStored(readings, thresholds)
        const expected = (['standby', 'caution', 'danger'] as const).map((key) => {
          const reached = record.filter(
            ([, from, to, isSure]) =>
              isSure && from < thresholdLevels[key] && to >= thresholdLevels[key],
          )
          return reached.length
        })
        expect(sure).toEqual(expected)
      }),
    )
  })
})

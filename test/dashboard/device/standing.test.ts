import { describe, expect, it } from 'vitest'
import { applyChange } from '#dashboard/logic/device/city-device.ts'
import { headlineFigure } from '#dashboard/logic/value/figure.ts'
import { levelValueOf } from '#dashboard/logic/alarm/level-value.ts'
import { shownReading } from '#dashboard/logic/device/shown-reading.ts'
import { standingOf } from '#dashboard/logic/device/standing.ts'
import type { Flag, Reason } from '#domain/readings/flags.ts'
import { device, noon, reading, textIn, tide } from '../samples.ts'

const minute = 60_000

describe('how a device stands', () => {
  it('ages by itself: live, late, expired', () => {
    const at = (minutes: number) => standingOf(device(), tide, noon + minutes * minute).freshness
    expect([at(0), at(15), at(16), at(30), at(31)]).toEqual([
      'live',
      'live',
      'late',
      'late',
      'expired',
    ])
  })

  it('an expired value loses its level but keeps the last one named', () => {
    const { level, stands, lastLevel } = standingOf(device({ level: 1 }), tide, noon + 31 * minute)
    expect([level, stands]).toEqual([null, null])
    expect(lastLevel).toMatchObject({ level: 1, ts: noon })
  })

  it('a level ages by its own time while the rain of its gauge goes on', () => {
    const rainAt = (minutes: number) => {
      const ts = noon + minutes * minute
      const gauge = device({ latest: reading({ wave_cm: 3 }, { ts }), level: 4 })
      const { level, freshness, noValue } = standingOf(gauge, tide, ts)
      return { level, freshness, noValue }
    }
    expect(rainAt(15)).toEqual({ level: 4, freshness: 'live', noValue: false })
    expect(rainAt(30)).toEqual({ level: 4, freshness: 'late', noValue: false })
    expect(rainAt(31)).toEqual({ level: null, freshness: 'live', noValue: true })
  })

  it('a doubtful level stays in doubt while the rain of its gauge is well', () => {
    const latest = reading({ wave_cm: 3 }, { ts: noon + minute })
    const last_level = { level: 4, ts: noon, value: 5.3, flag: 3 } as const
    const gauge = device({ latest, level: 4, last_level })
    expect(standingOf(gauge, tide, noon + minute)).toMatchObject({ level: 4, suspect: true })
    const sure = { ...gauge, last_level: { ...last_level, flag: 1 as const } }
    expect(standingOf(sure, tide, noon + minute).suspect).toBe(false)
  })

  it('beside a level that stands, its own figure and time are shown, not those of the rain', () => {
    const ts = noon + minute
    const gauge = device({ latest: reading({ wave_cm: 3 }, { ts }) })
    const shown = shownReading(gauge, tide, { level: 1 })
    expect(headlineFigure(tide, shown, textIn('ja'))).toEqual({ text: '2.41', unit: 'm' })
    expect(shown?.ts).toBe(noon)
    expect(levelValueOf(gauge, tide, { stands: 1 })).toMatchObject({ value: 2.41, ts: noon })
    // One that has expired has no trend and no distance either.
    expect(levelValueOf(gauge, tide, { stands: null })).toBeUndefined()
    // Without a level that stands it is what came last.
    expect(shownReading(gauge, tide, { level: null })).toBe(gauge.latest)
  })

  it('missing, out of service, no value and suspect are four different things', () => {
    expect(standingOf(device({ latest: null }), tide, noon).freshness).toBe('missing')
    expect(standingOf(device({ out_of_service: true }), tide, noon).freshness).toBe(
      'out_of_service',
    )
    const empty = device({ latest: reading({ height_m: null }, { flag: 9 }), level: null })
    expect(standingOf(empty, tide, noon)).toMatchObject({ freshness: 'live', noValue: true })
    const suspect = device({ latest: reading({ height_m: 2 }, { flag: 3 }) })
    expect(standingOf(suspect, tide, noon)).toMatchObject({
      noValue: false,
      suspect: true,
      level: 1,
    })
  })

  it('a failed or empty field beside a good headline does not take its value away', () => {
    const stands = (height_m: number | null, flag: Flag, reason: Reason) => {
      const latest = reading({ height_m, wave_cm: 950 }, { flag, reasons: [reason] })
      // The server gives no level for a height that failed or is not there.
      const level = reason === 'range:height_m' || height_m === null ? null : 1
      const { noValue, suspect } = standingOf(device({ latest, level }), tide, noon)
      return { noValue, suspect }
    }
    expect(stands(2, 4, 'range:wave_cm')).toEqual({ noValue: false, suspect: true })
    expect(stands(2, 9, 'no_value:wave_cm')).toEqual({ noValue: false, suspect: false })
    expect(stands(12, 4, 'range:height_m')).toEqual({ noValue: true, suspect: false })
    expect(stands(null, 3, 'soft_range:wave_cm')).toEqual({ noValue: true, suspect: false })
  })

  it('a level that stands is not taken away by a broken rain gauge that reports alone', () => {
    const latest = reading({ wave_cm: 950 }, { flag: 4, reasons: ['range:wave_cm'] })
    const gauge = device({ latest, level: 4 })
    expect(standingOf(gauge, tide, noon)).toMatchObject({ level: 4, noValue: false, suspect: true })
    expect(headlineFigure(tide, latest, textIn('ja'))).toBeNull()
    expect(standingOf({ ...gauge, level: null }, tide, noon)).toMatchObject({ noValue: true })
  })

  it('a live change of the past changes nothing', () => {
    const known = device({ change_seq: 7 })
    const change = { ...known, change_seq: 6, level: 5 as const, latest: null, at: undefined }
    const { at: _at, ...older } = change
    expect(applyChange(known, older)).toBe(known)
  })

  it('a moving device takes its new place, a fixed one keeps its own', () => {
    const { at: _at, ...part } = { ...device(), change_seq: 2 }
    expect(applyChange(device(), { ...part, at: [1, 2] }).at).toEqual([1, 2])
    expect(applyChange(device(), part).at).toEqual([140.3, 35.9])
  })
})

import { describe, expect, it } from 'vitest'
import { applyChange } from '#dashboard/logic/city-device.ts'
import { standingOf } from '#dashboard/logic/standing.ts'
import { device, noon, reading } from './samples.ts'

const minute = 60_000

describe('how a device stands', () => {
  it('ages by itself: live, late, expired', () => {
    const at = (minutes: number) => standingOf(device(), noon + minutes * minute).freshness
    expect([at(0), at(15), at(16), at(30), at(31)]).toEqual([
      'live',
      'live',
      'late',
      'late',
      'expired',
    ])
  })

  it('an expired value loses its level but keeps the last one named', () => {
    const { level, lastLevel } = standingOf(device({ level: 4 }), noon + 31 * minute)
    expect(level).toBeNull()
    expect(lastLevel).toEqual({ level: 1, ts: noon })
  })

  it('missing, out of service, no value and suspect are four different things', () => {
    expect(standingOf(device({ latest: null }), noon).freshness).toBe('missing')
    expect(standingOf(device({ out_of_service: true }), noon).freshness).toBe('out_of_service')
    const empty = device({ latest: reading({ height_m: null }, { flag: 9 }), level: null })
    expect(standingOf(empty, noon)).toMatchObject({ freshness: 'live', noValue: true })
    const suspect = device({ latest: reading({ height_m: 2 }, { flag: 3 }) })
    expect(standingOf(suspect, noon)).toMatchObject({ noValue: false, suspect: true, level: 1 })
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

import { describe, expect, it } from 'vitest'
import { levelsSheet, thresholdsIn } from '#dashboard/logic/inventory/levels.ts'
import { zeroPatch, zeroSheet } from '#dashboard/logic/inventory/gauge-zero.ts'
import { listZeroMarks } from '#dashboard/logic/value/zero-marks.ts'
import type { ReferenceVersion, ThresholdsVersion } from '#domain/wire/inventory.ts'
import { thresholds } from '../samples.ts'

const setting = {
  version: 3,
  valid_from: null,
  effective_ts: 0,
  set_ts: null,
  set_by: null,
  note: null,
  state: 'in_force',
} as const
const version: ThresholdsVersion = { ...setting, thresholds }
const sheet = levelsSheet({ minimum: -30, maximum: 30 })
const base = sheet.read(version)
const faultsOf = (more: Record<string, string>) => Object.keys(sheet.check({ ...base, ...more }))

describe('the form of thresholds', () => {
  it('sends what it began with where nothing was typed', () => {
    expect(thresholdsIn(base)).toEqual({ ...thresholds, note: null })
  })

  it('leaves out a level whose field is empty, and never fills it in', () => {
    expect(thresholdsIn({ ...base, evac: '' }).evac).toBeNull()
    expect(faultsOf({ evac: '' })).toEqual([])
  })

  it('says at the level itself that it is not above the one below', () => {
    const none = { standby: '', caution: '', evac: '', danger: '', overflow: '' }
    expect(faultsOf({ ...none, standby: '1', caution: '1' })).toEqual(['caution'])
    expect(faultsOf({ ...none, standby: '1', danger: '0.5' })).toEqual(['danger'])
    // One that is wrong is no measure for those above it.
    expect(faultsOf({ ...none, standby: '2', caution: '1', evac: '3' })).toEqual(['caution'])
    expect(faultsOf({ ...none, standby: '-1.20', caution: '−0.4', evac: '０' })).toEqual([])
  })

  it('names the level below as its authority does', () => {
    const wrong = { standby: '2', caution: '1', source: '県の告示' }
    const said = (authority: string) => sheet.check({ ...base, ...wrong, authority })['caution']?.ja
    expect(said('official')).toContain('水防団待機水位（2.00）より高い値')
    expect(said('local')).toContain('市設定水位1（2.00）より高い値')
  })

  it('refuses what the gauge cannot measure, and official ones without a source', () => {
    expect(faultsOf({ overflow: '31' })).toEqual(['overflow'])
    expect(faultsOf({ authority: 'official', source: ' ' })).toEqual(['source'])
    expect(faultsOf({ authority: 'local', source: '' })).toEqual([])
    expect(faultsOf({ valid_from: '2026-02-30' })).toEqual(['valid_from'])
  })
})

describe('the height of the zero', () => {
  const gauge = {
    datum: 'YP',
    zero_height_m: 0.02,
    zero_height_epoch: '2011',
    water_body: { ja: '利根川', en: 'Tone River' },
  } as const
  const reference = (more: Partial<ReferenceVersion>): ReferenceVersion => ({
    ...setting,
    gauge,
    ...more,
  })

  it('is sent with its day', () => {
    const typed = { ...zeroSheet.read(reference({})), zero_height_m: '0.035' }
    expect(zeroSheet.check(typed)).toEqual({})
    expect(zeroPatch({ ...typed, valid_from: '2027-04-01' })).toEqual({
      gauge: { ...gauge, zero_height_m: 0.035, valid_from: '2027-04-01' },
    })
    expect(Object.keys(zeroSheet.check({ ...typed, water_en: '' }))).toEqual(['water_en'])
  })

  it('marks on a chart where it was changed, not where it will be', () => {
    const next = (zero_height_m: number | null) => ({ ...gauge, zero_height_m })
    const marks = listZeroMarks([
      reference({ state: 'planned', effective_ts: 900, gauge: next(9) }),
      reference({ state: 'cancelled', effective_ts: 800, gauge: next(8) }),
      reference({ state: 'in_force', effective_ts: 300, gauge: next(0.035) }),
      // A name of the water was corrected: the zero is the same.
      reference({ state: 'past', effective_ts: 200, gauge: next(0.02) }),
      reference({ state: 'past', effective_ts: 100, gauge: next(0.02) }),
      reference({ state: 'past', effective_ts: 0, gauge: next(null) }),
    ])
    expect(marks).toEqual([
      { ts: 100, before: null, after: '0.020' },
      { ts: 300, before: '0.020', after: '0.035' },
    ])
  })
})

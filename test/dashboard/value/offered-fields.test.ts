import { describe, expect, it } from 'vitest'
import { offeredFields, sentFields } from '#dashboard/logic/value/offered-fields.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import { noon, reading, thresholds, tide } from '../samples.ts'

const names = (seen: readonly string[], more: { chosen?: string; limits?: Thresholds } = {}) =>
  offeredFields(tide, {
    seen: new Set(seen),
    chosen: more.chosen ?? null,
    thresholds: more.limits ?? null,
  }).map(({ name }) => name)

describe('the fields that a chart offers', () => {
  it('are those of any report seen, not of the newest alone', () => {
    const bucket = { ts: noon, count: 1, excluded: 0, values: { height_m: { mean: 1 } } }
    const seen = sentFields(reading({ wave_cm: 40 }), [bucket])
    expect(names(seen)).toEqual(['height_m', 'wave_cm'])
    expect(names(sentFields(reading({ wave_cm: 40 }), []))).toEqual(['wave_cm'])
  })

  it('hold the level of a gauge with thresholds, whatever it has sent so far', () => {
    expect(names(['wave_cm'], { limits: thresholds })).toEqual(['height_m', 'wave_cm'])
  })

  it('keep what was chosen before anything was sent', () => {
    expect(names(['height_m'], { chosen: 'wave_cm' })).toEqual(['height_m', 'wave_cm'])
  })

  it('are all of the kind where nothing was sent yet, and the level though it was measured empty', () => {
    expect(names(sentFields(null, []))).toEqual(['height_m', 'wave_cm'])
    expect(names(sentFields(reading({ height_m: null }), []))).toEqual(['height_m'])
  })
})

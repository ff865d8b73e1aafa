import { describe, expect, it } from 'vitest'
import {
  listChangeLines,
  listConflicts,
  mergeDraft,
} from '#dashboard/logic/inventory/change-lines.ts'
import { findRefusedField } from '#dashboard/logic/inventory/refused-field.ts'

describe('a change in words', () => {
  it('has a line for each value that is different, however deep', () => {
    const before = { position: { lat: 35.9, lon: 140.3 }, note: null, guards: null }
    const after = {
      version: 4,
      position: { lat: 35.91, lon: 140.3 },
      note: null,
      guards: { level_m: { max: 4 } },
    }
    expect(listChangeLines(before, after)).toEqual([
      { path: 'position.lat', before: 35.9, after: 35.91 },
      { path: 'guards.level_m.max', before: null, after: 4 },
    ])
  })

  it('tells of what was taken away, and of what nobody had before', () => {
    expect(listChangeLines(null, { reason: '撤去' })).toEqual([
      { path: 'reason', before: null, after: '撤去' },
    ])
    expect(listChangeLines({ service: { reason: '点検' } }, { service: null })).toEqual([
      { path: 'service.reason', before: '点検', after: null },
    ])
  })
})

describe('two people at one form', () => {
  const base = { name_ja: '港', name_en: 'Harbour', lat: '35.9' }
  const now = { name_ja: '新港', name_en: 'New harbour', lat: '35.9' }
  const mine = { name_ja: '旧港', name_en: 'Harbour', lat: '36' }

  it('see both versions of what the other one changed', () => {
    expect(listConflicts({ base, now, mine })).toEqual([
      { key: 'name_ja', now: '新港', mine: '旧港' },
      { key: 'name_en', now: 'New harbour', mine: null },
    ])
    expect(listConflicts({ base, now: base, mine })).toEqual([])
  })

  it('keep what they typed and take the rest from the other', () => {
    expect(mergeDraft({ base, now, mine })).toEqual({
      name_ja: '旧港',
      name_en: 'New harbour',
      lat: '36',
    })
  })
})

describe('a refusal of the server', () => {
  const draft = { name_ja: '', lat: '', lon: '', caution: '', until: '', id: '', source: '' }
  const fieldOf = (detail: string, pointers: string[] = []) =>
    findRefusedField({ detail, pointers }, draft)

  it('is shown at the field that it is about', () => {
    expect(fieldOf('name.ja: a name that can be seen')).toBe('name_ja')
    expect(fieldOf('position: 1, 2 is outside Japan (lat, lon)')).toBe('lat')
    expect(fieldOf('thresholds: caution is not above the one before it')).toBe('caution')
    expect(fieldOf('caution: 40 is outside -30 to 30')).toBe('caution')
    expect(fieldOf('service.until_ts: lies in the past')).toBe('until')
    expect(fieldOf('does not fit', ['/source'])).toBe('source')
  })

  it('stands below the form where it is about none of them', () => {
    expect(fieldOf('"gauge-1" is registered already')).toBeUndefined()
    expect(fieldOf('')).toBeUndefined()
    expect(fieldOf('constructor: no')).toBeUndefined()
  })
})

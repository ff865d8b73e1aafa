import { describe, expect, it } from 'vitest'
import { numberIn } from '#dashboard/logic/inventory/draft.ts'
import { factKey, factPatch, factSheet } from '#dashboard/logic/inventory/fact-rows.ts'
import { newDeviceIn, newDeviceSheet } from '#dashboard/logic/inventory/new-device.ts'
import { findPlaceFault, placePatch, placeSheet } from '#dashboard/logic/inventory/place.ts'
import { remarksPatch, remarksSheet } from '#dashboard/logic/inventory/remarks.ts'
import { reportingPatch, reportingSheet } from '#dashboard/logic/inventory/reporting.ts'
import { localTimeOf, momentOf, serviceSheet } from '#dashboard/logic/inventory/service.ts'
import { guardKey, watchingPatch, watchingSheet } from '#dashboard/logic/inventory/watching.ts'
import { tide as kind } from '../samples.ts'
import { item } from './items.ts'

describe('a number in a form', () => {
  it('is read as people in Japan type it', () => {
    const read = (text: string) => numberIn({ field: text }, 'field')
    expect(['２．５', '−０．４', '1,250', ' 3 ', '.5', ''].map(read)).toEqual([
      2.5,
      -0.4,
      1_250,
      3,
      0.5,
      null,
    ])
    expect(['2.5m', '1e3', '--1', 'abc'].map(read)).toEqual([NaN, NaN, NaN, NaN])
  })
})

describe('name and place', () => {
  const base = placeSheet.read(item())

  it('are sent only where they are different', () => {
    expect(placePatch(base, base)).toEqual({})
    expect(placePatch({ ...base, name_ja: '港 ' }, base)).toEqual({})
    expect(placePatch({ ...base, lat: '35.91' }, base)).toEqual({
      position: { lat: 35.91, lon: 140.3 },
    })
    expect(placePatch({ ...base, lat: '', lon: '' }, base)).toEqual({ position: null })
    expect(placePatch({ ...base, name_en: 'Port' }, base)).toEqual({
      name: { ja: '港', en: 'Port' },
    })
  })

  it('refuse what nobody could see, find or mean', () => {
    const faultsOf = (more: object) => Object.keys(placeSheet.check({ ...base, ...more }))
    expect(faultsOf({})).toEqual([])
    expect(faultsOf({ name_ja: '　' })).toEqual(['name_ja'])
    expect(faultsOf({ name_ja: '港\u200b' })).toEqual(['name_ja'])
    expect(faultsOf({ name_en: '\u202eHarbour' })).toEqual(['name_en'])
    expect(faultsOf({ name_ja: '港'.repeat(101) })).toEqual(['name_ja'])
    expect(faultsOf({ lat: '0', lon: '0' })).toEqual(['lat'])
    expect(faultsOf({ lon: '' })).toEqual(['lon'])
    expect(faultsOf({ lat: 'north' })).toEqual(['lat'])
    expect(faultsOf({ lat: '', lon: '' })).toEqual([])
  })

  it('say how a position is wrong', () => {
    expect(findPlaceFault(140.3, 35.9)?.ja).toContain('逆')
    expect(findPlaceFault(48.85, 2.35)?.ja).toContain('日本の外')
    expect(findPlaceFault(0, 0)?.ja).toContain('海の上')
    expect(findPlaceFault(24.34, 124.16)).toBeUndefined()
  })
})

describe('reporting', () => {
  const sheet = reportingSheet(kind)

  it('is in minutes, and left to the kind where a field is empty', () => {
    const own = sheet.read(item({ every_ms: { normal: 90_000 } }))
    expect(own['every.normal']).toBe('1.5')
    expect(reportingPatch({ ...own, 'every.normal': '' }, own, kind)).toEqual({ every_ms: null })
    expect(reportingPatch({ ...own, 'every.normal': '30' }, own, kind)).toEqual({
      every_ms: { normal: 1_800_000 },
    })
    expect(reportingPatch(own, own, kind)).toEqual({})
  })

  it('refuses what no device does', () => {
    const check = (text: string) => Object.keys(sheet.check({ 'every.normal': text }))
    expect(['10', '', '0.02'].map(check)).toEqual([[], [], []])
    expect(['0', '-5', '600000', 'often'].flatMap(check)).toHaveLength(4)
  })
})

describe('being out of service', () => {
  const now = Date.parse('2026-12-01T12:00:00+09:00')
  const sheet = serviceSheet('Asia/Tokyo', () => now)

  it('needs a reason, and an end that lies ahead', () => {
    const check = (reason: string, until: string) => Object.keys(sheet.check({ reason, until }))
    expect(check('点検', '')).toEqual([])
    expect(check('', '')).toEqual(['reason'])
    expect(check('点検', '2026-12-01T12:00')).toEqual(['until'])
    expect(check('点検', '2026-12-01T12:01')).toEqual([])
    expect(check('点検', 'soon')).toEqual(['until'])
  })

  it('ends by the clocks of the city, also where they change', () => {
    const ts = Date.parse('2026-12-24T09:00:00+09:00')
    expect(localTimeOf(ts, 'Asia/Tokyo')).toBe('2026-12-24T09:00')
    expect(momentOf('2026-12-24T09:00', 'Asia/Tokyo')).toBe(ts)
    // The night in which Berlin puts its clocks back.
    expect(momentOf('2026-10-25T12:00', 'Europe/Berlin')).toBe(
      Date.parse('2026-10-25T12:00:00+01:00'),
    )
  })
})

describe('limits of one device', () => {
  const sheet = watchingSheet(kind)
  const max = guardKey('height_m', 'max')
  const min = guardKey('height_m', 'min')
  const base = sheet.read(item({ guards: { height_m: { min: -1, max: 4 } } }))

  it('are changed, and taken away where all of them are empty', () => {
    expect(base[max]).toBe('4')
    expect(watchingPatch({ ...base, [max]: '5' }, base, kind)).toEqual({
      guards: { height_m: { min: -1, max: 5 } },
    })
    expect(watchingPatch({ ...base, [max]: '', [min]: '' }, base, kind)).toEqual({ guards: null })
    expect(watchingPatch({ ...base, normally_flat: 'yes' }, base, kind)).toEqual({
      normally_flat: true,
    })
  })

  it('stand in their order', () => {
    expect(Object.keys(sheet.check({ ...base, [max]: '-1' }))).toEqual([max])
    const step = guardKey('height_m', 'stepPer10Min')
    expect(Object.keys(sheet.check({ ...base, [step]: '0' }))).toEqual([step])
  })
})

describe('remarks and facts', () => {
  it('take a link for a camera and nothing else', () => {
    const check = (camera_url: string) => Object.keys(remarksSheet.check({ camera_url, note: '' }))
    expect(['', 'https://camera.example/1', 'http://10.0.0.5/'].flatMap(check)).toEqual([])
    expect(['camera', 'javascript:alert(1)', 'ftp://a/b'].flatMap(check)).toHaveLength(3)
    const base = remarksSheet.read(item({ note: '鍵は支所' }))
    expect(remarksPatch({ ...base, note: '' }, base)).toEqual({ note: null })
  })

  it('keep numbers as numbers and yes as yes, and drop what was emptied', () => {
    const known = item({ facts: { capacity: 8, outside_city: true, crop: 'rice', ssid: 'x' } })
    const base = factSheet.read(known)
    const typed = {
      ...base,
      [factKey('capacity')]: '１０',
      [factKey('outside_city')]: 'false',
      [factKey('ssid')]: '',
      [factKey('owner')]: '123',
    }
    expect(factPatch(typed, known)).toEqual({
      facts: { capacity: 10, outside_city: false, crop: 'rice', owner: '123' },
    })
    expect(factPatch({ [factKey('crop')]: '' }, known)).toEqual({ facts: null })
    expect(Object.keys(factSheet.check({ [factKey('capacity')]: 'many' }))).toEqual([
      factKey('capacity'),
    ])
  })
})

describe('a new device', () => {
  const sheet = newDeviceSheet('tide', (id) => (id === 'tide' ? kind : undefined))
  const named = { ...sheet.read({}), id: 'tide-2', name_ja: '新港', name_en: 'New harbour' }

  it('has of its kind what the kind has', () => {
    expect(sheet.check(named)).toEqual({})
    expect(newDeviceIn({ ...named, lat: '35.9', lon: '140.3' }, kind)).toEqual({
      id: 'tide-2',
      kind: 'tide',
      name: { ja: '新港', en: 'New harbour' },
      position: { lat: 35.9, lon: 140.3 },
    })
    const moving = { ...kind, position: 'moving' as const, events: true }
    expect(
      newDeviceIn({ ...named, lat: '35.9', lon: '140.3', role: 'desk' }, moving),
    ).toMatchObject({ position: null, role: 'desk' })
  })

  it('names its water in both languages or not at all', () => {
    expect(Object.keys(sheet.check({ ...named, water_ja: '湖' }))).toEqual(['water_en'])
    const gauge = newDeviceIn({ ...named, water_ja: '湖', water_en: 'Lake' }, kind)
    expect(gauge).toMatchObject({ gauge: { datum: 'GAUGE', water_body: { ja: '湖' } } })
  })

  it('is refused an id that is none', () => {
    const check = (id: string) => Object.keys(sheet.check({ ...named, id }))
    expect(['ab', 'Gauge-1', '-gauge', '水位計', 'constructor'].flatMap(check)).toHaveLength(5)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDeviceMapper } from '#domain/devices/profiles/device-mapper.ts'
import { mapUplink } from '#domain/devices/profiles/mapper.ts'
import { parseProfile } from '#domain/devices/profiles/parse-profile.ts'
import type { Profile } from '#domain/devices/profiles/profile.ts'
import { addProfiles, builtInProfiles } from '#domain/devices/profiles/profiles.ts'
import { isRefusal } from '#domain/words/refusal.ts'

const soil: Profile = {
  id: 'test-soil',
  title: { ja: '試験', en: 'Test' },
  vendor: 'Test',
  model: 'Soil',
  kind: 'farm',
  no_value: [-999, -999_999, 'No Sensor'],
  fields: {
    soil_temp_c: { path: 'temp', unit: '°C' },
    soil_moisture_pct: { path: 'water', unit: '%', absent: 'skip' },
  },
  examples: [{ name: 'one', decoded: { temp: 1 }, values: { soil_temp_c: 1 } }],
}
const gauge: Profile = {
  ...soil,
  id: 'test-gauge',
  kind: 'flood',
  fields: { level_m: { path: 'distance', unit: 'mm', measures: 'distance' } },
  examples: [
    {
      name: 'one',
      decoded: { distance: 1000 },
      settings: { mounting_height_m: 3 },
      values: { level_m: 2 },
    },
  ],
}

describe('a value of a decoder', () => {
  it.each<[unknown, number]>([
    [21.5, 21.5],
    ['21.5', 21.5],
    [' 21.5 ', 21.5],
    ['-3', -3],
    ['+3.0', 3],
    ['2.15e1', 21.5],
    ['70.7 °F', 21.5],
    ['70.7°F', 21.5],
    ['294.65 K', 21.5],
    [{ value: 21.5 }, 21.5],
    [{ value: '21.5', unit: '°C' }, 21.5],
    [{ value: 70.7, unit: '°F', displayName: 'Soil' }, 21.5],
    [{ value: '70.7 °F' }, 21.5],
  ])('%j is 21.5 °C or what it says', (temp, wanted) => {
    expect(mapUplink(soil, {}, { temp })).toEqual({ values: { soil_temp_c: wanted } })
  })

  it.each<[string, unknown, string, string]>([
    [
      'a length',
      '12 cm',
      'uplink_unit',
      'soil_temp_c: temp: "cm" cannot be, soil_temp_c is a temperature',
    ],
    ['a length in an object', { value: 12, unit: 'cm' }, 'uplink_unit', '"cm" cannot be'],
    ['an unknown unit', '12 Ré', 'uplink_unit', '"Ré" is no unit this program knows'],
    ['two units', { value: '12 °F', unit: '°C' }, 'uplink_value', 'two units, "°F" and "°C"'],
    ['a unit that is a number', { value: 12, unit: 1 }, 'uplink_value', 'unit: expected a text'],
    ['a word', 'warm', 'uplink_value', 'expected a number, got the text "warm"'],
    ['an empty text', '', 'uplink_value', 'expected a number, got the text ""'],
    ['a comma', '21,5', 'uplink_unit', '",5" is no unit'],
    ['thousands', '1 234', 'uplink_unit', '"234" is no unit'],
    ['hexadecimal', '0x15', 'uplink_unit', '"x15" is no unit'],
    ['true', true, 'uplink_value', 'expected a number, got true'],
    ['a list', [21.5], 'uplink_value', 'expected a number, got an array of 1'],
    ['an object of something else', { celsius: 21.5 }, 'uplink_value', 'without "value"'],
    ['more than a number holds', Infinity, 'uplink_value', 'a number too large to hold'],
    ['more than a number holds, in words', '1e999', 'uplink_value', 'too large'],
  ])('that is %s is refused', (_what, temp, ...[code, words]) => {
    expect(mapUplink(soil, {}, { temp })).toMatchObject({
      code,
      detail: expect.stringContaining(words) as string,
    })
  })

  it.each<unknown>([
    -999,
    -999_999,
    '-999',
    '-999 °C',
    { value: -999, unit: '°C' },
    'No Sensor',
    'no sensor',
    null,
  ])('%j means "no value": null where it can be stored, else left out', (sentinel) => {
    const twice = {
      ...soil,
      fields: { ...soil.fields, battery_v: { path: 'temp', unit: 'V' } },
    }
    const mapped = mapUplink(twice, {}, { temp: sentinel, water: 30 })
    expect(mapped).toEqual({
      values: { soil_temp_c: null, soil_moisture_pct: 30 },
      unsaid: [
        { field: 'soil_temp_c', path: 'temp', said: JSON.stringify(sentinel) },
        { field: 'battery_v', path: 'temp', said: JSON.stringify(sentinel) },
      ],
    })
  })

  it('without a unit, where the profile names none, is refused', () => {
    const nameless = { ...soil, fields: { soil_temp_c: { path: 'temp' } } }
    expect(mapUplink(nameless, {}, { temp: 21.5 })).toMatchObject({ code: 'uplink_unit' })
    expect(mapUplink(nameless, {}, { temp: '21.5 °C' })).toEqual({ values: { soil_temp_c: 21.5 } })
  })
})

describe('a level', () => {
  it('is the height of the sensor less the distance, for every unit', () => {
    const units = fc.constantFrom(
      ['mm', 1000],
      ['cm', 100],
      ['m', 1],
      ['ft', 1 / 0.3048],
    ) as fc.Arbitrary<[string, number]>
    const metres = fc.double({ min: 1e-6, max: 100, noNaN: true })
    fc.assert(
      fc.property(units, metres, metres, ([unit, perMetre], mounting_height_m, distance) => {
        const decoded = { distance: { value: distance * perMetre, unit } }
        const mapped = mapUplink(gauge, { mounting_height_m }, decoded)
        if (isRefusal(mapped)) throw new Error(mapped.detail)
        expect(mapped.values['level_m']).toBeCloseTo(mounting_height_m - distance, 6)
      }),
    )
  })

  it('counts from the zero of the gauge, whatever datum the height was levelled in', () => {
    const device = {
      id: 'gauge-1',
      kind: 'flood',
      name: { ja: '水位計', en: 'Gauge' },
      origin: 'field',
      role: 'sensor',
      position: null,
      out_of_service: false,
      gauge: {
        datum: 'TP',
        zero_height_m: 1.2,
        zero_height_epoch: null,
        water_body: { ja: '川', en: 'River' },
      },
      uplink: {
        source: 'lorawan',
        address: 'a1',
        profile: 'decentlab-dl-mbx',
        settings: { mounting_height_m: 6.5, datum: 'TP' },
      },
    } as const
    const mapper = createDeviceMapper(device, builtInProfiles)
    if (isRefusal(mapper)) throw new Error(mapper.detail)
    const decoded = { protocol_version: 2, distance: { value: 2000, unit: 'mm' } }
    expect(mapper.map(decoded)).toEqual({ values: { level_m: 3.3 } })
  })
})

describe('settings of one device', () => {
  it('replace a rule, add one, take one away, and know more words for nothing', () => {
    const settings = {
      fields: {
        soil_temp_c: { path: 'probe.t', unit: '°F' },
        soil_moisture_pct: null,
        battery_v: { constant: 3.6 },
      },
      no_value: ['n/a'],
    }
    expect(mapUplink(soil, settings, { probe: { t: 68 }, water: 30 })).toEqual({
      values: { soil_temp_c: 20, battery_v: 3.6 },
    })
    expect(mapUplink(soil, settings, { probe: { t: 'N/A' } })).toMatchObject({
      values: { soil_temp_c: null, battery_v: 3.6 },
    })
  })

  it('translate words, and refuse a word nobody knows', () => {
    const words = { 'in trip': 'on_trip', parked: 'stopped' }
    const tracker = builtInProfiles.find('digital-matter-oyster')
    if (!tracker) throw new Error('no tracker')
    const settings = { fields: { state: { path: 'says', words } } }
    const uplink = { type: 'position', latitudeDeg: 35.9, longitudeDeg: 140.3 }
    expect(mapUplink(tracker, settings, { ...uplink, says: 'in trip' })).toEqual({
      values: { lat: 35.9, lon: 140.3, state: 'on_trip' },
    })
    expect(mapUplink(tracker, settings, { ...uplink, says: 'toString' })).toEqual({
      code: 'uplink_value',
      detail: 'state: says: expected one of in trip, parked, got the text "toString"',
    })
  })
})

describe('whatever a decoder gives', () => {
  it('is a refusal with a code or numbers that can be stored, and never throws', () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.double(),
      fc.constantFrom('No Sensor', -999, '2000 mm', '1e999 °C', { value: 1, unit: 'K' }),
    )
    fc.assert(
      fc.property(value, value, (temp, water) => {
        const mapped = mapUplink(soil, {}, { temp, water })
        if (isRefusal(mapped)) return
        const isStorable = (value: unknown) => value === null || Number.isFinite(value)
        expect(Object.values(mapped.values).every(isStorable)).toBe(true)
      }),
    )
  })
})

describe('a profile of a city', () => {
  it('is read from JSON as it is', () => {
    expect(parseProfile(JSON.parse(JSON.stringify(soil)))).toEqual(soil)
    const directory = addProfiles([soil])
    if (isRefusal(directory)) throw new Error(directory.detail)
    expect(directory.find('test-soil')).toEqual(soil)
    expect(directory.find('dragino-lse01')).toBeDefined()
  })

  const fields = (rule: object) => ({ fields: { soil_temp_c: rule } })
  it.each<[string, object, string]>([
    ['an unknown word', { colour: 'red' }, 'colour: unknown here'],
    ['an id with a path', { id: '../soil' }, 'id:'],
    ['no example', { examples: [] }, 'examples:'],
    ['a kind that does not exist', { kind: 'air' }, 'there is no kind "air"'],
    [
      'a field the kind has not',
      { fields: { level_m: { path: 'l', unit: 'm' } } },
      'level_m: the kind "farm" has no such field',
    ],
    [
      'a unit that cannot be',
      fields({ path: 'temp', unit: 'cm' }),
      '"cm" is no unit of temperature',
    ],
    [
      'a unit nobody knows',
      fields({ path: 'temp', unit: 'warm' }),
      '"warm" is no unit this program knows',
    ],
    ['a path that ends in a dot', fields({ path: 'temp.' }), 'path "temp."'],
    ['a temperature as a distance', fields({ path: 'temp', measures: 'distance' }), 'is no length'],
    ['words for a number', fields({ path: 'temp', words: { a: 'b' } }), '"words" are for words'],
    ['a constant of the wrong type', fields({ constant: 'warm' }), 'expected a number'],
    ['an empty range', { no_value: [{}] }, 'no_value'],
    [
      'a unit of a path that cannot be',
      fields({ path: [{ path: 't', unit: 'cm' }] }),
      '"cm" is no',
    ],
    ['no path at all', fields({ path: [] }), 'soil_temp_c'],
    ['a flag without a path', { no_value_if: [{ path: '[' }] }, 'no_value_if: path "["'],
    ['a condition without a path', { requires: [{ path: '[' }] }, 'requires: path "["'],
    [
      'an example that does not hold',
      { examples: [{ name: 'one', decoded: { temp: 2 }, values: { soil_temp_c: 1 } }] },
      'examples: "one" gives {"soil_temp_c":2}',
    ],
    [
      'an example that is refused otherwise',
      { examples: [{ name: 'one', decoded: {}, refused: 'uplink_unit' }] },
      'examples: "one" gives uplink_field_missing',
    ],
  ])('with %s is refused', (_what, over, words) => {
    expect(parseProfile({ ...soil, ...over })).toMatchObject({
      code: 'profile_invalid',
      detail: expect.stringContaining(words) as string,
    })
  })

  it('does not take the id of another', () => {
    const [first] = builtInProfiles.list()
    if (!first) throw new Error('no profile')
    expect(addProfiles([first])).toMatchObject({ code: 'profile_invalid' })
    expect(addProfiles([soil, soil])).toMatchObject({ code: 'profile_invalid' })
  })
})

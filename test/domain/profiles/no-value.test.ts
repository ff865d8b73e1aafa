import { describe, expect, it } from 'vitest'
import { mapUplink } from '#domain/devices/profiles/mapper.ts'
import type { FieldRule, Profile } from '#domain/devices/profiles/profile.ts'

const height = { mounting_height_m: 5 }
const renamed: Profile = {
  id: 'test-gauge',
  title: { ja: '試験', en: 'Test' },
  vendor: 'Test',
  model: 'Gauge',
  kind: 'flood',
  requires: [{ path: ['temp', 't'] }, { path: 'count', absent: true }],
  no_value_if: [
    { path: ['flag', 's_flag'], one_of: [0] },
    { path: 'temp', below: -40, above: 85 },
  ],
  fields: {
    level_m: {
      path: [{ path: 'mm', unit: 'mm' }, 'cm'],
      unit: 'cm',
      measures: 'distance',
      no_value: [{ below: 30, above: 65_532 }],
      absent: 'null',
    },
    battery_v: { path: ['Bat', 'BatV'], unit: 'V', absent: 'skip' },
  },
  examples: [],
}

describe('a profile', () => {
  it.each<[string, object, object]>([
    ['the newer of two names, in its own unit', { t: 1, mm: 2000, cm: 1 }, { level_m: 3 }],
    ['the older of two names', { t: 1, cm: 200, BatV: 3.6 }, { level_m: 3, battery_v: 3.6 }],
    ['the first name, though it says null', { t: 1, mm: null, cm: 200 }, { level_m: null }],
    ['the dead zone', { t: 1, cm: 29 }, { level_m: null }],
    ['the end of the dead zone', { t: 1, cm: 30 }, { level_m: 4.7 }],
    ['the last numbers of an unsigned one', { t: 1, mm: 65_533 }, { level_m: null }],
    ['the last number before them', { t: 1, mm: 65_532 }, { level_m: -60.532 }],
    ['a flag', { t: 1, mm: 2000, s_flag: 0, Bat: 3.6 }, { level_m: null, battery_v: 3.6 }],
    ['another flag', { t: 1, mm: 2000, flag: 1 }, { level_m: 3 }],
    ['a value beside it that cannot be', { temp: '-327.7 °C', mm: 2000 }, { level_m: null }],
    ['nothing', { t: 1, Bat: 3.6 }, { level_m: null, battery_v: 3.6 }],
  ])('reads %s', (_what, decoded, values) => {
    expect(mapUplink(renamed, height, decoded)).toMatchObject({ values })
  })

  it.each<[string, object, string]>([
    ['something that must be absent', { t: 1, count: 7 }, 'count: expected nothing'],
    ['nothing of what must be there', { mm: 2000 }, 'temp: expected a value'],
  ])('takes no uplink with %s', (_what, decoded, words) => {
    expect(mapUplink(renamed, height, decoded)).toMatchObject({
      code: 'uplink_not_measurement',
      detail: expect.stringContaining(words) as string,
    })
  })

  it('tells of a field without a value what says so', () => {
    const mapped = mapUplink(renamed, height, { t: 1, mm: 2000, flag: 0 })
    expect(mapped).toMatchObject({ unsaid: [{ field: 'level_m', path: 'flag', said: '0' }] })
    const absent = mapUplink(renamed, height, { t: 1 })
    expect(absent).toMatchObject({ unsaid: [{ field: 'level_m', path: 'mm', said: null }] })
  })
})

describe('a level', () => {
  const withLevel = (level_m: FieldRule): Profile => {
    const { requires: _any, no_value_if: _flags, ...plain } = renamed
    return { ...plain, fields: { level_m } }
  }
  const pressure: FieldRule = { path: 'p', unit: 'bar', measures: 'pressure' }
  const distance: FieldRule = { path: 'p', unit: 'mm', measures: 'distance' }
  it.each<[string, FieldRule, number]>([
    ['a distance below 0', distance, -1],
    ['a distance of 0 at a hanging sensor', distance, 0],
    ['a depth of -1192 mm', { path: 'p', unit: 'mm', measures: 'depth' }, -1192],
    ['a pressure of -0.5 bar', pressure, -0.5],
  ])('is never made of %s', (_what, rule, p) => {
    const profile = withLevel(rule)
    const mapped = mapUplink(profile, height, { p })
    expect(mapped).toMatchObject({ values: { level_m: null } })
  })

  it('may be a little lower than a probe in the air, whose zero drifts', () => {
    const profile = withLevel(pressure)
    expect(mapUplink(profile, { mounting_height_m: 0 }, { p: -0.01171875 })).toEqual({
      values: { level_m: -0.119497994 },
    })
  })
})

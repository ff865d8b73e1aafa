import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemClock } from '#domain/operation/clock.ts'
import type { Device, Uplink } from '#domain/devices/device.ts'
import { openRegistry } from '#store/registry/open.ts'
import type { Registry } from '#store/registry/registry.ts'

const uplink: Uplink = {
  source: 'lorawan',
  address: '70b3d57ed0001000',
  profile: 'decentlab-dl-mbx',
  settings: { mounting_height_m: 5 },
}
const gauge: Device = {
  id: 'gauge-1',
  kind: 'flood',
  name: { ja: '水位計', en: 'Gauge' },
  origin: 'field',
  role: 'sensor',
  position: null,
  out_of_service: false,
  uplink,
}

let folder: string
let registry: Registry
const open = () => openRegistry({ file: join(folder, 'registry.db'), clock: systemClock })

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'machimori-uplink-'))
  registry = open()
})
afterEach(() => {
  registry.close()
  rmSync(folder, { recursive: true })
})

describe('a device behind a bridge', () => {
  it('is found by its source and address, also after a restart', () => {
    registry.add(gauge)
    registry.close()
    registry = open()
    expect(registry.findByUplink('lorawan', '70b3d57ed0001000')).toEqual(gauge)
    expect(registry.findByUplink('lorawan', '70b3d57ed0001001')).toBeUndefined()
    expect(registry.findByUplink('other', '70b3d57ed0001000')).toBeUndefined()
  })

  it('has its address for itself', () => {
    registry.add(gauge)
    expect(registry.add({ ...gauge, id: 'gauge-2' })).toEqual({
      code: 'uplink_taken',
      detail: 'uplink: 70b3d57ed0001000 at "lorawan" is "gauge-1"',
    })
    const elsewhere = { ...gauge, id: 'gauge-2', uplink: { ...uplink, source: 'other' } }
    expect(registry.add(elsewhere)).toHaveProperty('secret')
    const twice = [
      { ...gauge, id: 'gauge-3', uplink: { ...uplink, source: 'third' } },
      { ...gauge, id: 'gauge-4', uplink: { ...uplink, source: 'third' } },
    ]
    expect(registry.seed(twice)).toMatchObject({ code: 'uplink_taken' })
    expect(registry.find('gauge-3')).toBeUndefined()
  })

  it('moves to another address, and the old one is free again', () => {
    registry.add(gauge)
    registry.update('gauge-1', { uplink: { ...uplink, address: '70b3d57ed0001002' } })
    expect(registry.findByUplink('lorawan', '70b3d57ed0001000')).toBeUndefined()
    expect(registry.findByUplink('lorawan', '70b3d57ed0001002')?.id).toBe('gauge-1')
    expect(registry.add({ ...gauge, id: 'gauge-2' })).toHaveProperty('secret')
  })

  it.each<[string, { uplink: object }, string, string]>([
    [
      'a profile nobody wrote',
      { uplink: { ...uplink, profile: 'decentlab-dl-mbz' } },
      'profile_unknown',
      'did you mean decentlab-dl-mbx?',
    ],
    [
      'a profile of another kind',
      { uplink: { ...uplink, profile: 'dragino-lse01' } },
      'device_invalid',
      'is for "farm", not "flood"',
    ],
    [
      'a distance without a height',
      { uplink: { ...uplink, settings: {} } },
      'profile_setting_missing',
      'mounting_height_m is missing',
    ],
    [
      'a DevEUI in capitals',
      { uplink: { ...uplink, address: '70B3D57ED0001000' } },
      'device_invalid',
      'lower case',
    ],
    [
      'a blank in the address',
      { uplink: { ...uplink, address: 'a b' } },
      'device_invalid',
      'uplink.address',
    ],
    [
      'a datum without a gauge',
      { uplink: { ...uplink, settings: { mounting_height_m: 5, datum: 'TP' } } },
      'device_invalid',
      'needs a gauge with this datum',
    ],
    [
      'a unit that cannot be',
      {
        uplink: {
          ...uplink,
          settings: { mounting_height_m: 5, fields: { battery_v: { path: 'b', unit: '°C' } } },
        },
      },
      'profile_invalid',
      '"°C" is no unit of voltage',
    ],
    [
      'a field of another kind',
      {
        uplink: {
          ...uplink,
          settings: { mounting_height_m: 5, fields: { clients: { path: 'b' } } },
        },
      },
      'profile_invalid',
      'no such field',
    ],
    [
      'an unknown setting',
      { uplink: { ...uplink, settings: { height: 5 } } },
      'device_invalid',
      'uplink.settings',
    ],
  ])('is refused with %s', (_what, over, ...[code, words]) => {
    const refused = registry.add({ ...gauge, ...over } as Device)
    expect(refused).toMatchObject({ code, detail: expect.stringContaining(words) as string })
    expect(registry.find('gauge-1')).toBeUndefined()
  })
})

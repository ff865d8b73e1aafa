import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DeviceCollection, DeviceFeature } from '#domain/wire/device.ts'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'

let city: TestCity
let api: TestApi

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi()
})
afterAll(() => city.close())

const get = (path: string) => fetch(`${api.url}${path}`)
const getDevices = async () => (await (await get('/v1/devices')).json()) as DeviceCollection
const getDevice = async (id: string) =>
  (await (await get(`/v1/devices/${id}`)).json()) as DeviceFeature

describe('GET /v1/devices', () => {
  it('shows every device, also those that never spoke', async () => {
    const response = await get('/v1/devices')
    expect(response.headers.get('content-type')).toBe('application/geo+json; charset=utf-8')
    const { type, features, seq } = (await response.json()) as DeviceCollection
    expect(type).toBe('FeatureCollection')
    expect(seq).toBe(city.parts.ingest.board.seq)
    expect(features.map(({ id }) => id)).toEqual(['bus-1', 'gauge-1', 'wifi-1'])
    expect(features.map(({ properties }) => properties.state)).toEqual(Array(3).fill('missing'))
  })

  it('shows a reading as soon as it is acknowledged, with its age', async () => {
    const ts = Date.now() - 4_000
    await city.publish('gauge-1', { ts, level_m: 2.4 })
    const { features, server_ts } = await getDevices()
    const gauge = features.find(({ id }) => id === 'gauge-1')
    expect(gauge?.properties).toMatchObject({
      latest: { ts, values: { level_m: 2.4 }, flag: 1 },
      age_ms: server_ts - ts,
      state: 'live',
      level: 2,
      last_level: { level: 2, ts },
    })
  })

  it('answers the same for a device alone', async () => {
    const { features } = await getDevices()
    for (const feature of features) {
      const alone = await getDevice(feature.id)
      expect(alone).toEqual({
        ...feature,
        properties: { ...feature.properties, age_ms: alone.properties.age_ms },
      })
    }
  })

  it('puts a moving device where it says it is', async () => {
    await city.publish('bus-1', { ts: Date.now(), lat: 35.97, lon: 140.33, onboard: 3 })
    expect((await getDevice('bus-1')).geometry?.coordinates).toEqual([140.33, 35.97])
    await city.publish('bus-1', { ts: Date.now(), lat: null, lon: null })
    expect((await getDevice('bus-1')).geometry).toBeNull()
  })

  it('answers with one kind where one is asked for, and with 400 for no kind of ours', async () => {
    const { features } = (await (await get('/v1/devices?kind=wifi')).json()) as DeviceCollection
    expect(features.map(({ id }) => id)).toEqual(['wifi-1'])
    expect((await get('/v1/devices?kind=toaster')).status).toBe(400)
    expect((await get('/v1/devices?kinds=wifi')).status).toBe(400)
  })

  it('names no level for a value that is too old to say how high the water is', async () => {
    const ts = Date.now() - 3 * 86_400_000
    city.registry.add({
      ...(city.registry.find('gauge-1') ?? fail()),
      id: 'gauge-old',
    })
    await city.publish('gauge-old', { ts, level_m: 2.4, mode: 'active' })
    expect((await getDevice('gauge-old')).properties).toMatchObject({
      state: 'expired',
      level: null,
      last_level: { level: 2, ts },
    })
  })

  it('names no level that is too old, though the gauge goes on with its rain', async () => {
    const ts = Date.now() - 3 * 86_400_000
    city.registry.add({ ...(city.registry.find('gauge-1') ?? fail()), id: 'gauge-stuck' })
    await city.publish('gauge-stuck', { ts, level_m: 2.4, mode: 'active' })
    await city.publish('gauge-stuck', { ts: Date.now(), rain_mm: 8 })
    expect((await getDevice('gauge-stuck')).properties).toMatchObject({
      state: 'live',
      level: null,
      last_level: { level: 2, ts, value: 2.4 },
    })
  })

  it('changes its registry tag with every description, and shows the new one', async () => {
    const before = await getDevices()
    city.registry.update('wifi-1', { out_of_service: true })
    const after = await getDevices()
    expect(after.registry).not.toBe(before.registry)
    expect(after.features.find(({ id }) => id === 'wifi-1')?.properties.state).toBe(
      'out_of_service',
    )
    city.registry.update('wifi-1', { out_of_service: false })
    expect((await getDevices()).registry).toBe(before.registry)
  })

  it('brings names with markup in them as text in JSON, never as HTML', async () => {
    const response = await get('/v1/devices/gauge-1')
    expect(response.headers.get('content-type')).toMatch(/^application\/geo\+json/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    const { properties } = (await response.json()) as DeviceFeature
    expect(properties.name.ja).toBe('<script>alert(1)</script>')
  })

  it('does not know what is not registered, whatever its name', async () => {
    for (const id of ['gauge-9', 'constructor', 'hasownproperty']) {
      const response = await get(`/v1/devices/${id}`)
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ code: 'device_unknown' })
    }
    expect((await get('/v1/devices/__proto__')).status).toBe(400)
    expect((await get(`/v1/devices/${'x'.repeat(33)}`)).status).toBe(400)
  })
})

function fail(): never {
  throw new Error('not there')
}

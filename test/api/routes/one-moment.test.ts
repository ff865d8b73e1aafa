import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

const here = { remoteAddress: '127.0.0.1', headers: { host: 'localhost' } }
const device = 'gauge-1'
const minute = 60_000

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
})
afterAll(() => city.close())

/** The way of HTTP; `city.publish` is that of MQTT. */
const post = async (payload: object) =>
  (
    await app.inject({
      ...here,
      method: 'POST',
      url: '/v1/readings',
      headers: { ...here.headers, authorization: `Bearer ${city.tokens.get(device) ?? ''}` },
      payload,
    })
  ).json<unknown>()

const get = async (path: string) => app.inject({ ...here, url: `/v1/devices/${device}${path}` })
const valuesAt = async (ts: number) => {
  const answer = await get(`/readings?from=${ts}&to=${ts + 1}`)
  return answer.json<{ items: { values: object }[] }>().items.map(({ values }) => values)
}
const counted = (accepted: number, duplicates: number) => ({
  accepted,
  duplicates,
  quarantined: [],
})

describe('messages of one moment through two doors', () => {
  it('are one reading: in the list, as the latest, in buckets, as a file and in its history', async () => {
    const ts = Date.now() - 10 * minute
    await city.publish(device, { ts, level_m: 1.25, seq: 1 })
    expect(await post({ ts, rain_mm: 2, seq: 2 })).toEqual(counted(1, 0))
    const whole = { level_m: 1.25, rain_mm: 2 }
    expect(await valuesAt(ts)).toEqual([whole])
    const feature = (await get('')).json<{ properties: { latest: object } }>()
    expect(feature.properties.latest).toMatchObject({ ts, values: whole, seq: 1 })
    const buckets = await get(`/readings?from=${ts}&to=${ts + 1}&every=1d&agg=count`)
    expect(buckets.json<{ items: object[] }>().items).toMatchObject([
      { count: 1, values: { level_m: { count: 1 } } },
    ])
    const csv = (await get(`/readings?from=${ts}&to=${ts + 1}&format=csv`)).body
    expect(csv.split('\n').filter((line) => line.includes('1.25,2,'))).toHaveLength(1)
    const history = (await get(`/readings/${ts}/history`)).json<{ items: object[] }>()
    expect(history.items).toMatchObject([
      { type: 'received', values: { level_m: 1.25 }, said: { level_m: 1.25 }, seq: 1 },
      { type: 'addition', values: whole, said: { rain_mm: 2 }, seq: 2 },
    ])
  })

  it('are told apart at the door: an addition is accepted, a resend is a duplicate', async () => {
    const ts = Date.now() - 20 * minute
    expect(
      await post([
        { ts, level_m: 1 },
        { ts, rain_mm: 2 },
        { ts, level_m: 1 },
      ]),
    ).toEqual(counted(2, 1))
    await city.publish(device, { ts, level_m: 1.5 })
    await city.publish(device, { ts, level_m: 1.7 })
    // A QoS 1 repeat and a resend of the first, after two corrections.
    expect(await city.publish(device, { ts, level_m: 1.7 })).toMatchObject(counted(0, 1))
    expect(await post({ ts, level_m: 1, rain_mm: 2, rain_window_s: 600 })).toEqual(counted(1, 0))
    expect(await valuesAt(ts)).toEqual([{ level_m: 1.7, rain_mm: 2, rain_window_s: 600 }])
  })

  it('that contradict each other in one field and add another correct the one', async () => {
    const ts = Date.now() - 30 * minute
    await city.publish(device, { ts, level_m: 1, battery_v: 3.6 })
    expect(await post({ ts, level_m: null, rain_mm: 0 })).toEqual(counted(1, 0))
    expect(await valuesAt(ts)).toEqual([{ level_m: null, rain_mm: 0, battery_v: 3.6 }])
  })
})

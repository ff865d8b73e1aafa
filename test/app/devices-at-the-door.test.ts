import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localThresholds } from '../support/local-thresholds.ts'
import { startTestCity, type StartedCity } from '../support/start-city.ts'

const now = Date.now()
let city: StartedCity
beforeAll(async () => {
  city = await startTestCity({ env: { DEVICE_BURST_READINGS: '10', DEVICE_READINGS_PER_S: '1' } })
})
afterAll(() => city.close())

const readings = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => ({ ts: now - (from + n) * 1_000, level_m: 1 }))

function post(secret: string, body: unknown) {
  return fetch(`${city.url}/v1/readings`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}
const ask = async (path: string) => {
  const headers = { authorization: `Bearer ${city.operatorToken}` }
  return (await fetch(`${city.url}${path}`, { headers })).json()
}

describe('one key that invents readings', () => {
  it('is told when to come back and named to people; repeats cost nothing, others go on', async () => {
    const { id, secret } = city.addDevice('flood')
    for (const from of [0, 0, 0]) {
      expect((await post(secret, readings(from, 10))).status).toBe(200)
    }
    expect((await post(secret, readings(100, 90))).status).toBe(200)
    const refused = await post(secret, readings(500, 1))
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(60)
    expect(await refused.json()).toMatchObject({ code: 'over_budget' })
    expect(await ask('/v1/health')).toMatchObject({ over_budget: [{ device: id }] })
    const { warnings } = (await ask('/readyz')) as { warnings: string[] }
    expect(warnings.join()).toContain(`budget: ${id} stored`)

    const other = city.addDevice('flood')
    expect((await post(other.secret, readings(0, 1))).status).toBe(200)
    const options = { clientId: other.id, username: other.id, password: other.secret }
    const client = await connectAsync(city.mqttUrl, options)
    const topic = `inashiki/v1/flood/${other.id}/reading`
    await client.publishAsync(topic, JSON.stringify(readings(10, 1)), { qos: 1 })
    await client.endAsync()
  })

  it('over a bridge is kept in quarantine and acknowledged, so that the far broker can go on', async () => {
    const { id } = city.addDevice('flood')
    const device = city.registry.find(id)
    if (!device) throw new Error('no device')
    const send = (from: number, count: number) =>
      new Promise((done) => {
        const payload = Buffer.from(JSON.stringify(readings(from, count)))
        const bridged = {
          from: { source: 'far', address: id },
          original: Buffer.from('as it came'),
        }
        const incoming = { device, channel: 'reading', via: 'bridge', bestEffort: false } as const
        city.ingest.door.accept({ ...incoming, payload, bridged }, done)
      })
    expect(await send(0, 30)).toMatchObject({ ok: true, accepted: 30 })
    expect(await send(100, 1)).toMatchObject({
      accepted: 0,
      quarantined: [{ code: 'over_budget' }],
    })
    const { items } = await city.store.listFacts('quarantine', { limit: 1 })
    expect(items[0]).toMatchObject({ device: id, code: 'over_budget', payload: 'as it came' })
  })
})

describe('whether a device is connected', () => {
  it('is what the broker sees, whatever the device says and however it leaves', async () => {
    const { id, secret } = city.addDevice('flood')
    const connect = () =>
      connectAsync(city.mqttUrl, {
        clientId: id,
        username: id,
        password: secret,
        reconnectPeriod: 0,
      })
    const isOnline = async () => {
      const { properties } = (await ask(`/v1/devices/${id}`)) as { properties: { online: unknown } }
      return properties.online
    }
    expect(await isOnline()).toBeNull()
    const polite = await connect()
    await polite.publishAsync(`inashiki/v1/flood/${id}/status`, '{"online":false}', { qos: 1 })
    expect(await isOnline()).toBe(true)
    await polite.endAsync()
    await expect.poll(isOnline).toBe(false)
    const cut = await connect()
    await expect.poll(isOnline).toBe(true)
    cut.stream.destroy()
    await expect.poll(isOnline).toBe(false)
  })
})

describe('a value that its device takes back while its alarm stands', () => {
  it('lowers the alarm to the value before it, and at last clears it, on board and record', async () => {
    const minute = 60_000
    const thresholds = localThresholds({ standby: 1.3, caution: 1.4, danger: 1.5 })
    const { id, secret } = city.addDevice('flood', { thresholds })
    const client = await connectAsync(city.mqttUrl, {
      clientId: id,
      username: id,
      password: secret,
    })
    const send = (atMin: number, level_m: number | null) => {
      const payload = JSON.stringify({ ts: now - 10 * minute + atMin * minute, level_m })
      return client.publishAsync(`inashiki/v1/flood/${id}/reading`, payload, { qos: 1 })
    }
    const levels = async () => {
      const { properties } = (await ask(`/v1/devices/${id}`)) as Answer
      const { items } = (await ask('/v1/alarms?condition=active')) as { items: Alarm[] }
      const alarm = items.find(({ device }) => device === id)?.level ?? 0
      const { level, alarm_level, last_level, latest } = properties
      return [level, alarm_level, last_level?.level ?? null, alarm, latest?.values['level_m']]
    }
    const record = async () => {
      const { items } = (await ask(`/v1/crossings?all=true&device=${id}`)) as { items: Crossing[] }
      return items.map((one) => [one.from_level, one.to_level, one.withdraws, one.reason])
    }
    await send(0, 1.35)
    await send(1, 1.45)
    await send(2, 1.54)
    await expect.poll(levels).toEqual([4, 4, 4, 4, 1.54])
    const raised = await record()
    const seqs = (await listSeqs(id)).toReversed()

    // A correction, not a report of now: the alarm falls back to what the value before it says.
    await send(2, null)
    await expect.poll(levels).toEqual([null, 2, 2, 2, null])
    expect(await record()).toEqual([[4, 2, seqs[2], 'revised'], ...raised])
    // Sent again it is a value of before, and undoes nothing.
    await send(2, 1.54)
    await send(1, null)
    await expect.poll(levels).toEqual([null, 1, 1, 1, null])
    await send(0, null)
    await expect.poll(levels).toEqual([null, 0, null, 0, null])
    expect(await listSeqs(id, '')).toEqual([])
    await client.endAsync()
  })
})

interface Answer {
  properties: {
    level: number | null
    alarm_level: number
    last_level: { level: number } | null
    latest: { values: Record<string, unknown> } | null
  }
}

interface Alarm {
  device: string
  level: number
}

interface Crossing {
  crossing_seq: number
  from_level: number
  to_level: number
  withdraws: number | null
  reason: string | null
}

async function listSeqs(id: string, all = '&all=true'): Promise<number[]> {
  const { items } = (await ask(`/v1/crossings?device=${id}${all}`)) as { items: Crossing[] }
  return items.map(({ crossing_seq }) => crossing_seq)
}

import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { WebSocket } from 'ws'
import { expect, it } from 'vitest'
import { findFreePorts, registerDevices, startCityProcess } from '#test/support/city-process.ts'
import { createDevice, startTestCity } from '#test/support/start-city.ts'
import { ask } from '#test/support/operator-key.ts'

/** `http://…` of a city as the address that a device is given. */
const doorOf = (url: string) => `${url.replace('http', 'ws')}/mqtt`

const connect = (url: string, id: string, password: string): Promise<MqttClient> =>
  connectAsync(doorOf(url), { clientId: id, username: id, password, reconnectPeriod: 0 })

it('a device behind a web proxy reports over the HTTP port', async () => {
  const city = await startTestCity()
  try {
    const { id, secret } = city.addDevice('flood')
    const client = await connect(city.url, id, secret)
    const ts = Date.now()
    const payload = JSON.stringify({ ts, level_m: 1.5 })
    await client.publishAsync(`inashiki/v1/flood/${id}/reading`, payload, { qos: 1 })
    const answer = await ask(`${city.url}/v1/devices/${id}`)
    expect(await answer.json()).toMatchObject({
      properties: { latest: { ts, values: { level_m: 1.5 } } },
    })
    const health = await (await ask(`${city.url}/v1/health`)).json()
    expect(health).toMatchObject({ broker: { listeners: [city.mqttUrl, doorOf(city.url)] } })

    const foreign = new WebSocket(doorOf(city.url), 'mqtt', { origin: 'https://evil.example' })
    foreign.on('error', () => undefined)
    const [, response] = (await once(foreign, 'unexpected-response')) as [
      unknown,
      { statusCode: number },
    ]
    expect(response.statusCode).toBe(403)
    const live = new WebSocket(`${city.url}/live/?EIO=4&transport=websocket`)
    await once(live, 'open')

    const closed = new Promise<void>((done) => client.once('close', () => done()))
    await city.close()
    await closed
  } finally {
    await city.close()
  }
})

it('what was acknowledged over a WebSocket outlives kill -9', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-web-'))
  const ports = await findFreePorts()
  const device = createDevice('gauge-web', 'flood')
  const token = registerDevices(dataFolder, [device]).get(device.id) ?? ''
  let city = await startCityProcess({ dataFolder, ports })
  try {
    const client = await connect(city.url, device.id, token)
    client.on('error', () => undefined)
    const acknowledged: number[] = []
    const enough = Promise.withResolvers<void>()
    const first = Date.now()
    for (let sent = 0; sent < 2_000; sent += 1) {
      const payload = JSON.stringify({ ts: first + sent, level_m: 1 })
      client
        .publishAsync(`inashiki/v1/flood/${device.id}/reading`, payload, { qos: 1 })
        .then(() => acknowledged.push(first + sent) === 300 && enough.resolve())
        .catch(() => undefined)
    }
    await enough.promise
    await city.kill()
    await client.endAsync(true)
    city = await startCityProcess({ dataFolder, ports })
    const range = `from=${first}&to=${first + 2_000}&limit=10000`
    const answer = await ask(`${city.url}/v1/devices/${device.id}/readings?${range}`)
    const { items } = (await answer.json()) as { items: { ts: number }[] }
    const stored = new Set(items.map(({ ts }) => ts))
    expect(stored.size).toBe(items.length)
    expect(acknowledged.filter((ts) => !stored.has(ts))).toEqual([])
  } finally {
    await city.kill()
    rmSync(dataFolder, { recursive: true, force: true })
  }
}, 120_000)

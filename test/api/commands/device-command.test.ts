import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync } from 'mqtt'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type StartedCity } from '#test/support/start-city.ts'

let city: StartedCity
beforeAll(async () => {
  city = await startTestCity()
})
afterAll(() => city.close())

const faster = { every_ms: 60_000 }

function send(id: string, body: unknown, token = city.operatorToken): Promise<Response> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const url = `${city.url}/v1/devices/${id}/command`
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })
}

describe('a command of an operator', () => {
  it('reaches the device that listens, as it is, and stands in the audit', async () => {
    const { id, secret } = city.addDevice('flood')
    const login = { clientId: id, username: id, password: secret, reconnectPeriod: 0 }
    const device = await connectAsync(city.mqttUrl, login)
    await device.subscribeAsync(`inashiki/v1/flood/${id}/cmd`, { qos: 1 })
    const heard = new Promise<[string, Buffer]>((done) => {
      device.once('message', (topic, payload) => done([topic, payload]))
    })

    const answer = await send(id, faster)
    expect([answer.status, await answer.json()]).toEqual([200, { state: 'sent' }])
    const [topic, payload] = await heard
    expect([topic, JSON.parse(String(payload))]).toEqual([`inashiki/v1/flood/${id}/cmd`, faster])
    await expect
      .poll(() => readFileSync(join(city.dataFolder, 'audit.jsonl'), 'utf8'))
      .toMatch(new RegExp(`"${id}".*"command_sent"`))
    expect(city.accounts.listActs({ limit: 1 })).toMatchObject([
      {
        act: 'command_sent',
        by: { sort: 'key', name: 'operator' },
        subject: { id },
        after: faster,
      },
    ])
    await device.endAsync()
  })

  it('is refused with the reason where the device is away, and waits nowhere', async () => {
    const { id } = city.addDevice('flood')
    const answer = await send(id, faster)
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { code: 'device_not_listening' },
    ])
    expect((await send('gauge-unknown', faster)).status).toBe(404)
  })

  it('is a JSON object of a size that a device can hold', async () => {
    const { id } = city.addDevice('flood')
    const statuses = [
      await send(id, []),
      await send(id, {}),
      await send(id, { a: 'x'.repeat(5_000) }),
    ]
    expect(statuses.map(({ status }) => status)).toEqual([422, 422, 413])
  })

  it('is no matter of another device', async () => {
    const { id } = city.addDevice('flood')
    const { secret } = city.addDevice('flood')
    expect((await send(id, faster, secret)).status).toBe(403)
  })
})

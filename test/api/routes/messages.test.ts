import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import type { MessagesResource } from '#domain/wire/message.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
})
afterAll(() => city.close())

async function get(query: string, token = city.operatorToken) {
  const headers = { host: 'localhost', authorization: `Bearer ${token}` }
  return app.inject({ url: `/v1/messages${query}`, headers })
}

describe('/v1/messages', () => {
  it('is for operators only, and refuses a misspelt filter', async () => {
    expect(
      (await app.inject({ url: '/v1/messages', headers: { host: 'localhost' } })).statusCode,
    ).toBe(401)
    expect((await get('', 'x'.repeat(43))).statusCode).toBe(401)
    expect((await get('?devise=gauge-1')).statusCode).toBe(400)
    expect((await get('?device=../etc')).statusCode).toBe(400)
  })

  it('shows a device’s messages with their verdicts, and a line to try it', async () => {
    await city.publish('gauge-1', { ts: Date.now(), level_m: 1 })
    await city.publish('gauge-1', { ts: Date.now(), level_cm: 100 })
    city.broker.listeners = ['mqtt://127.0.0.1:1883', 'mqtts://0.0.0.0:8883']
    const answer = (await get('?device=gauge-1')).json<MessagesResource>()
    expect(answer.items).toMatchObject([
      { state: 'quarantined', quarantined: [{ code: 'field_unknown' }] },
      { state: 'stored', accepted: 1 },
    ])
    expect(answer.device).toBe('gauge-1')
    expect(answer.try_line).toContain('mosquitto_pub -h 127.0.0.1 -p 8883 --capath')
    expect(answer.try_line).toContain('-P "$SECRET"')
    expect(answer.try_line).toContain('-t inashiki/v1/flood/gauge-1/reading')
  })

  it('shows what the doors turned away under a name that nobody registered', async () => {
    const refusal = { received_ts: 1, code: 'token_wrong', detail: 'unknown' }
    city.broker.refusals = [
      { ...refusal, who: '10.0.0.7 my-gauge' },
      { ...refusal, who: '10.0.0.7 other' },
    ]
    const answer = (await get('?device=my-gauge')).json<MessagesResource>()
    expect(answer).toMatchObject({ items: [], device: null, try_line: null })
    expect(answer.refusals.map(({ who }) => who)).toEqual(['10.0.0.7 my-gauge'])
    expect((await get('')).json<MessagesResource>().refusals.length).toBe(2)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
})
afterAll(() => city.close())

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ url, headers: { host: 'localhost', ...headers } })

describe('/readyz', () => {
  it('is ready while readings are taken, stored and shown', async () => {
    const { statusCode, body } = await get('/readyz')
    expect([statusCode, JSON.parse(body)]).toEqual([200, { ready: true, reasons: [] }])
  })

  it('says why not: no listener', async () => {
    const { listeners } = city.broker
    city.broker.listeners = []
    const { statusCode, body } = await get('/readyz')
    city.broker.listeners = listeners
    expect([statusCode, JSON.parse(body)]).toEqual([
      503,
      { ready: false, reasons: ['broker: not listening'] },
    ])
    expect((await get('/healthz')).statusCode).toBe(200)
  })
})

describe('/metrics', () => {
  it('counts what came through the door and how requests were answered', async () => {
    await city.publish('wifi-1', { ts: Date.now(), clients: 3, window_s: 300 })
    await get('/v1/devices/wifi-1')
    await get('/v1/devices/nobody')
    const { headers, body } = await get('/metrics')
    expect(headers['content-type']).toMatch(/^text\/plain/)
    expect(body).toMatch(/^machimori_ingest_outcomes_total\{outcome="\w+"\} 1$/m)
    expect(body).toMatch(/^machimori_store_ok 1$/m)
    expect(body).toMatch(/^machimori_audit_omitted 0$/m)
    expect(body).toContain('machimori_mqtt_publishes_total{outcome="committed"} 3')
    expect(body).toContain('machimori_mqtt_refusals_total{code="topic_forbidden"} 2')
    expect(body).toMatch(/^machimori_journal_seq [1-9]/m)
    expect(body).toMatch(/^process_resident_memory_bytes /m)
    const route = 'method="GET",route="/v1/devices/:id"'
    expect(body).toContain(`duration_seconds_count{${route},status="200"} 1`)
    expect(body).toContain(`duration_seconds_count{${route},status="404"} 1`)
    expect(body).not.toContain('nobody')
  })
})

describe('/v1/health', () => {
  it('tells how the parts are', async () => {
    const health = (await get('/v1/health')).json<Record<string, object>>()
    expect(health).toMatchObject({
      version: '0.0.0-test',
      store: { ok: true, detail: null, journal_seq: city.parts.ingest.board.seq },
      broker: { connections: 0, listeners: ['127.0.0.1:1883'] },
      live: { clients: 0 },
      refusals: [],
    })
  })
})

describe('/v1/quarantine', () => {
  it('shows an operator what was refused and why, as it was sent', async () => {
    await city.publish('gauge-1', '{"level_m":"<b>high</b>","ts":1}')
    const authorization = `Bearer ${city.operatorToken}`
    const { items } = (await get('/v1/quarantine?device=gauge-1', { authorization })).json<{
      items: object[]
    }>()
    expect(items).toMatchObject([
      {
        device: 'gauge-1',
        channel: 'reading',
        via: 'mqtt',
        payload: '{"level_m":"<b>high</b>","ts":1}',
      },
    ])
  })
})

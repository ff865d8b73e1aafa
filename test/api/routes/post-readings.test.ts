import { request } from 'node:http'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'

let city: TestCity
let api: TestApi

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi()
})
afterAll(() => city.close())

interface Answer {
  status: number
  body: unknown
}

async function post(
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await fetch(`${api.url}/v1/readings`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${city.tokens.get('gauge-1') ?? ''}`,
      'content-type': 'application/json',
      ...headers,
    },
    body,
  })
  return { status: response.status, body: await response.json() }
}

const quarantined = () => city.parts.store.listFacts('quarantine', { limit: 100 })
const at = (offsetMs: number) => Date.now() - 3_600_000 + offsetMs

describe('POST /v1/readings', () => {
  it('answers once the reading is stored, and says a second time that it knew it', async () => {
    const reading = JSON.stringify({ ts: at(0), level_m: 0.5 })
    expect(await post(reading)).toEqual({
      status: 200,
      body: { accepted: 1, duplicates: 0, quarantined: [] },
    })
    expect(await post(reading)).toMatchObject({ body: { accepted: 0, duplicates: 1 } })
  })

  it('keeps the good ones of an array and names the bad ones', async () => {
    const { status, body } = await post(
      JSON.stringify([{ ts: at(1), level_m: 1 }, { ts: at(2), level_m: '1.5' }, { level_m: 1 }]),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({
      accepted: 1,
      quarantined: [
        { index: 1, code: 'field_type' },
        { index: 2, code: 'ts_missing' },
      ],
    })
  })

  it('converts nothing: null stays null, words and texts of numbers are refused', async () => {
    expect(await post(JSON.stringify({ ts: at(3), level_m: null }))).toMatchObject({
      body: { accepted: 1 },
    })
    const { items } = await city.parts.store.listReadings(
      'flood',
      'gauge-1',
      { from: 0, to: Date.now() },
      { limit: 10 },
    )
    expect(items.at(-1)?.values).toEqual({ level_m: null })
    expect(await post(JSON.stringify({ ts: at(4), level_m: 1, colour: 'red' }))).toMatchObject({
      status: 200,
      body: { accepted: 0, quarantined: [{ code: 'field_unknown' }] },
    })
  })

  it('answers 400 to what is not JSON, and keeps it in quarantine', async () => {
    for (const text of ['{"ts":1,', '', 'NaN', '{"level_m":Infinity}', '\u0000']) {
      const before = (await quarantined()).items.length
      const { status, body } = await post(text)
      expect([text, status]).toEqual([text, 400])
      expect(body).toMatchObject({ code: 'payload_not_json' })
      expect((await quarantined()).items).toHaveLength(before + 1)
    }
  })

  it('judges the payload by itself, whatever its Content-Type pretends', async () => {
    const body = JSON.stringify({ ts: at(5), level_m: '1.5' })
    for (const type of [
      'application/json; charset=utf-8',
      'APPLICATION/JSON',
      'application/json;a',
    ]) {
      expect(await post(body, { 'content-type': type })).toMatchObject({
        status: 200,
        body: { accepted: 0, quarantined: [{ code: 'field_type' }] },
      })
    }
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/jsonx',
      'x',
    ]) {
      expect(await post(body, { 'content-type': type })).toMatchObject({
        status: 415,
        body: {
          code: 'unsupported_media_type',
          detail: expect.stringContaining('Content-Type: application/json'),
        },
      })
    }
  })

  it('unpacks nothing: a small zip must not become a large body', async () => {
    const packed = new Uint8Array(gzipSync(JSON.stringify({ ts: at(6), level_m: 1 })))
    expect(await post(packed, { 'content-encoding': 'gzip' })).toMatchObject({ status: 415 })
  })

  it('refuses what is larger than a frame on MQTT may be', async () => {
    const answer = await post(' '.repeat(256 * 1024 + 1))
    const detail = expect.stringContaining('at most 262144 bytes')
    expect(answer).toMatchObject({ status: 413, body: { code: 'payload_too_large', detail } })
  })

  it('takes no body from a stranger: the refusal comes before the body', async () => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const headers = { 'content-type': 'application/json', 'content-length': 200_000 }
      const sending = request(`${api.url}/v1/readings`, { method: 'POST', headers })
      sending.on('response', (response) => {
        done(response.statusCode)
        sending.destroy()
      })
      sending.on('error', fail)
      sending.flushHeaders()
    })
    expect(status).toBe(401)
  })

  it('gives every sender its own 503 when too many wait for the disk', async () => {
    const narrow = await city.createApp({ limits: { postsInFlight: 2 } })
    const authorization = `Bearer ${city.tokens.get('wifi-1') ?? ''}`
    const answers = await Promise.all(
      [0, 1, 2, 3].map((n) =>
        narrow.inject({
          method: 'POST',
          url: '/v1/readings',
          headers: { authorization, 'content-type': 'application/json' },
          payload: JSON.stringify({ ts: at(n), clients: n, window_s: 300 }),
        }),
      ),
    )
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 503, 503])
    const refused = answers.find(({ statusCode }) => statusCode === 503)
    expect(refused?.headers['retry-after']).toBe('5')
    expect(refused?.json()).toMatchObject({ code: 'overloaded' })
  })
})

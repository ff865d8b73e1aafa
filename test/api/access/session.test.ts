import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  city.parts.city.demo = false
  app = await city.createApp({
    trustedProxies: ['127.0.0.1'],
    allowedOrigins: ['https://wall.example'],
  })
})
afterAll(() => city.close())

/** As a TLS proxy on this machine passes a browser's request on. */
const secure = {
  host: '127.0.0.1:3000',
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'city.example',
}
const page = { ...secure, origin: 'https://city.example' }
const json = { 'content-type': 'application/json' }
const command = '/v1/devices/gauge-1/command'

const begin = (headers: Record<string, string>, token = city.operatorToken) =>
  app.inject({
    method: 'POST',
    url: '/v1/session',
    headers: { ...headers, ...json },
    body: { token },
  })

async function cookieFor(headers: Record<string, string>, token?: string): Promise<string> {
  const { statusCode, headers: answer } = await begin(headers, token)
  expect(statusCode).toBe(204)
  return String(answer['set-cookie']).split(';', 1)[0] ?? ''
}

const codeOf = (answer: { json: () => { code?: string } }) => answer.json().code

describe('the session of an operator link', () => {
  it('is a cookie that only this host gets, over TLS, and no script sees', async () => {
    const { headers } = await begin(page)
    expect(String(headers['set-cookie'])).toMatch(
      /^__Host-machimori=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    )
  })

  it('opens every page’s data, and says what its reader may do', async () => {
    const cookie = await cookieFor(page)
    for (const url of ['/v1/city', '/v1/devices', '/v1/health', '/v1/quarantine', '/metrics']) {
      expect([url, (await app.inject({ url, headers: { ...secure, cookie } })).statusCode]).toEqual(
        [url, 200],
      )
    }
    const session = await app.inject({ url: '/v1/session', headers: { ...secure, cookie } })
    expect(session.json()).toMatchObject({ person: { id: 'operator' } })
    expect(session.json<{ capabilities: string[] }>().capabilities).toContain('quarantine.read')
  })

  it('begins on a page of ours only', async () => {
    for (const origin of ['https://evil.example', 'http://city.example', 'null', '']) {
      expect([origin, codeOf(await begin({ ...secure, origin }))]).toEqual([
        origin,
        'origin_forbidden',
      ])
    }
    expect(codeOf(await begin(secure))).toBe('origin_forbidden')
    expect((await begin({ ...secure, origin: 'https://wall.example' })).statusCode).toBe(204)
  })

  it('begins over plain http on this machine only', async () => {
    const here = { host: 'localhost:3000', origin: 'http://localhost:3000' }
    expect(await cookieFor(here)).toMatch(/^machimori=/)
    const lan = { host: '192.0.2.5:3000', origin: 'http://192.0.2.5:3000' }
    const refused = await begin(lan)
    expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'tls_needed'])
  })

  it('is not begun by a wrong link, which is reported, nor by a device', async () => {
    for (const token of ['x'.repeat(43), city.tokens.get('gauge-1') ?? '']) {
      const refused = await begin(page, token)
      expect([refused.statusCode, codeOf(refused)]).toEqual([401, 'unauthorized'])
      expect(refused.headers['set-cookie']).toBeUndefined()
    }
    const [reported] = city.audit.recent()
    expect(reported).toMatchObject({ code: 'token_wrong' })
  })

  it('acts only for a page of ours; a token needs none', async () => {
    const cookie = await cookieFor(page)
    const act = (headers: Record<string, string>) =>
      app.inject({ method: 'POST', url: command, headers: { ...headers, ...json }, body: { a: 1 } })
    expect(codeOf(await act({ ...secure, cookie }))).toBe('origin_forbidden')
    expect(codeOf(await act({ ...secure, cookie, origin: 'https://evil.example' }))).toBe(
      'origin_forbidden',
    )
    expect(codeOf(await act({ ...page, cookie }))).not.toBe('origin_forbidden')
    const authorization = `Bearer ${city.operatorToken}`
    expect(codeOf(await act({ host: 'city.example', authorization }))).not.toBe('origin_forbidden')
  })

  it('stands beside the Basic of a proxy in front of us', async () => {
    const cookie = await cookieFor(page)
    const authorization = `Basic ${Buffer.from('office:secret').toString('base64')}`
    const headers = { ...secure, cookie, authorization }
    expect((await app.inject({ url: '/v1/devices', headers })).statusCode).toBe(200)
    const { cookie: _, ...stranger } = headers
    expect((await app.inject({ url: '/v1/devices', headers: stranger })).statusCode).toBe(401)
  })

  it('can be left', async () => {
    const cookie = await cookieFor(page)
    const leave = (headers: Record<string, string>) =>
      app.inject({ method: 'DELETE', url: '/v1/session', headers: { ...headers, cookie } })
    expect((await leave(secure)).statusCode).toBe(403)
    const left = await leave(page)
    expect(left.statusCode).toBe(204)
    expect(left.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-machimori=;.* Max-Age=0$/),
      expect.stringMatching(/^machimori=;.* Max-Age=0$/),
    ])
  })

  it('ends with its link, in words of its own', async () => {
    const cookie = await cookieFor(page)
    city.operatorToken = city.registry.createOperatorToken()
    for (const url of ['/v1/session', '/v1/devices']) {
      const answer = await app.inject({ url, headers: { ...secure, cookie } })
      expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'session_ended'])
    }
  })

  it('is nobody’s where the cookie is made up', async () => {
    for (const cookie of ['machimori=', 'machimori=%00', '__Host-machimori=a b', 'machimori']) {
      const answer = await app.inject({ url: '/v1/devices', headers: { ...secure, cookie } })
      expect(answer.statusCode).toBe(401)
    }
  })
})

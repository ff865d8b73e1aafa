import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'

let city: TestCity
let api: TestApi
let app: ApiApp
let patient: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi()
  app = await city.createApp({ limits: { requestsPerWindow: 5 } })
  patient = await city.createApp()
})
afterAll(() => city.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}${path}`, { headers })

describe('every answer', () => {
  it('lets a page run only our code and be framed by nobody', async () => {
    for (const path of ['/v1/devices', '/nope', '/openapi.json']) {
      const { headers } = await get(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'self'")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe|\*|https:/)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('x-frame-options')).toBe('DENY')
      expect(headers.has('x-powered-by')).toBe(false)
      expect(headers.has('access-control-allow-origin')).toBe(false)
    }
  })

  it('that fails is a problem document in the reader’s language', async () => {
    const problem = { status: 404, code: 'not_found', type: 'urn:machimori:error:not_found' }
    const english = await get('/v1/nope?x=1')
    expect(await english.json()).toEqual({
      ...problem,
      title: 'Not found',
      detail: 'No route GET /v1/nope',
    })
    const japanese = await get('/v1/nope', { 'accept-language': 'ja,en;q=0.5' })
    expect(await japanese.json()).toMatchObject({ ...problem, title: '見つかりません' })
    expect(japanese.headers.get('content-language')).toBe('ja')
  })

  it('comes only under a name of this machine', async () => {
    const answer = await new Promise<string>((done) => {
      const { port } = api.address
      const socket = connect(port, '127.0.0.1', () =>
        socket.write('GET /healthz HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n'),
      )
      socket.once('data', (data) => done(data.toString()))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).toContain('"code":"forbidden"')
  })

  it.each([
    ['a path that is no path', '/%E0%A4%A', 400],
    ['a query as long as a book', `/v1/devices?kind=${'x'.repeat(3_000)}`, 400],
    ['a way out of the folder', '/../package.json', 404],
    ['the same, encoded', '/..%2f..%2fpackage.json', 404],
    ['a name of JavaScript', '/constructor', 404],
  ])('to %s is a plain refusal', async (_, path, status) => {
    const { statusCode, headers, body } = await patient.inject(path)
    expect(statusCode).toBe(status)
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(body).not.toMatch(/node_modules|at .+\.ts/)
  })

  it('never tells what broke inside', async () => {
    const broken = await city.createApp()
    const { store } = city.parts
    const { listFacts } = store
    store.listFacts = () => Promise.reject(new Error('secret path /var/lib/x'))
    const response = await broken.inject({ url: '/v1/events', headers: { host: 'localhost' } })
    store.listFacts = listFacts
    expect(response.statusCode).toBe(500)
    expect(response.json()).toMatchObject({ code: 'internal' })
    expect(response.body).not.toContain('secret')
  })
})

describe('too many requests', () => {
  it('from one address are refused, with the time to wait; others go on', async () => {
    const ask = (remoteAddress: string, url = '/openapi.json') => app.inject({ url, remoteAddress })
    const statuses = []
    for (let n = 0; n < 6; n += 1) statuses.push((await ask('192.0.2.1')).statusCode)
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429])
    const refused = await ask('192.0.2.1')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.json()).toMatchObject({ status: 429, code: 'rate_limited' })
    expect((await ask('192.0.2.2')).statusCode).toBe(200)
  })

  it('also count where no route is: a scan is one caller like any other', async () => {
    const statuses = []
    for (let n = 0; n < 6; n += 1) {
      statuses.push(
        (await app.inject({ url: `/scan-${n}`, remoteAddress: '192.0.2.3' })).statusCode,
      )
    }
    expect(statuses.at(-1)).toBe(429)
  })

  it('never silence the probes', async () => {
    for (let n = 0; n < 8; n += 1) {
      const { statusCode } = await app.inject({ url: '/healthz', remoteAddress: '192.0.2.4' })
      expect(statusCode).toBe(200)
    }
  })
})

describe('a city that closes', () => {
  it('ends idle and live connections and frees its port', async () => {
    const other = await city.startApi()
    const idle = connect(other.address.port, '127.0.0.1')
    const ended = new Promise((done) => idle.once('close', done))
    await fetch(`${other.url}/healthz`)
    await other.close()
    await ended
    await expect(fetch(`${other.url}/healthz`)).rejects.toThrow('fetch failed')
  })

  it('was told when its port was taken', async () => {
    const { createServer } = await import('node:http')
    const { startApi } = await import('#api/start.ts')
    const taken = createServer()
    await new Promise<void>((done) => taken.listen(0, '127.0.0.1', done))
    const address = taken.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const start = startApi({
      ...city.parts,
      host: '127.0.0.1',
      port,
      dashboardFolder: '',
      allowedOrigins: [],
      trustedProxies: [],
      publicRead: false,
    })
    await expect(start).rejects.toMatchObject({ code: 'EADDRINUSE' })
    taken.close()
  })
})

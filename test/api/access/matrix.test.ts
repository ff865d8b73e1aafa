import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

interface Caller {
  remoteAddress: string
  headers: Record<string, string>
}

let city: TestCity
let app: ApiApp
let callers: Record<string, Caller>

const own = 'gauge-1'

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
  const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token ?? ''}` })
  const here = { remoteAddress: '127.0.0.1', headers: { host: 'localhost' } }
  const away = { remoteAddress: '192.0.2.7', headers: { host: 'city.example' } }
  callers = {
    here,
    away,
    // A proxy on this machine, or a page that points its own name here.
    proxied: { ...here, headers: { ...here.headers, 'x-forwarded-for': '192.0.2.7' } },
    rebound: { ...here, headers: { host: 'evil.example' } },
    wrong: { ...here, headers: { ...here.headers, ...bearer('x'.repeat(43)) } },
    device: { ...away, headers: { ...away.headers, ...bearer(city.tokens.get(own)) } },
    other: { ...away, headers: { ...away.headers, ...bearer(city.tokens.get('wifi-1')) } },
    operator: { ...away, headers: { ...away.headers, ...bearer(city.operatorToken) } },
  }
})

afterAll(() => city.close())

const everybody = ['here', 'away', 'proxied', 'rebound', 'wrong', 'device', 'other', 'operator']
const readers = ['here', 'operator']

/** Who gets an answer, of every route there is. */
const allowed: Record<string, readonly string[]> = {
  'GET /healthz': everybody,
  'GET /readyz': everybody,
  'GET /openapi.json': everybody,
  'GET /v1/city': everybody,
  'GET /v1/city/basemap.pmtiles': everybody,
  'GET /v1/kinds': everybody,
  'GET /metrics': readers,
  'GET /v1/devices': readers,
  [`GET /v1/devices/${own}`]: [...readers, 'device'],
  [`GET /v1/devices/${own}/readings`]: [...readers, 'device'],
  [`GET /v1/devices/${own}/gaps`]: [...readers, 'device'],
  'GET /v1/gaps': readers,
  'GET /v1/events': readers,
  'GET /v1/crossings': readers,
  'GET /v1/alarms': readers,
  'GET /v1/health': readers,
  'GET /v1/messages': ['operator'],
  'GET /v1/quarantine': ['operator'],
  'POST /v1/readings': ['device', 'other'],
}

async function ask(route: string, name: string): Promise<number> {
  const [method, url] = route.split(' ') as ['GET' | 'POST', string]
  const caller = callers[name]
  if (!caller) throw new Error(`No caller ${name}`)
  const headers = { ...caller.headers, ...(method === 'POST' && json) }
  const body = method === 'POST' ? { payload: '[]' } : {}
  const { statusCode } = await app.inject({ ...caller, method, url, headers, ...body })
  return statusCode
}

const json = { 'content-type': 'application/json' }

describe('every route', () => {
  it('is in this matrix', async () => {
    const { paths } = (await app.inject('/openapi.json')).json<{ paths: Record<string, object> }>()
    const described = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replace('{id}', own)}`),
    )
    expect([...described, 'GET /openapi.json'].toSorted()).toEqual(Object.keys(allowed).toSorted())
  })

  it.each(Object.entries(allowed))(
    '%s answers who may ask, and nobody else',
    async (route, who) => {
      const statuses = await Promise.all(
        everybody.map(async (name) => [name, await ask(route, name)] as const),
      )
      const answered = statuses.filter(([, status]) => status < 400).map(([name]) => name)
      expect(answered).toEqual(everybody.filter((name) => who.includes(name)))
      const refused = statuses.filter(([, status]) => status >= 400).map(([, status]) => status)
      expect(refused.filter((status) => status !== 401 && status !== 403)).toEqual([])
    },
  )

  it('must declare its permission, or the server does not start', async () => {
    const fresh = await city.createApp()
    expect(() => fresh.get('/forgotten', () => 'open to all')).toThrow('declares no access')
  })

  it('takes a token from its header only', async () => {
    const caller = { ...callers['away'], url: `/v1/devices?token=${city.operatorToken}` }
    expect((await app.inject(caller)).statusCode).toBe(401)
    const cookie = { host: 'city.example', cookie: `token=${city.operatorToken}` }
    const withCookie = { ...caller, url: '/v1/devices', headers: cookie }
    expect((await app.inject(withCookie)).statusCode).toBe(401)
  })

  it('no longer knows a device whose credential was revoked', async () => {
    city.registry.revoke('bus-1')
    const authorization = `Bearer ${city.tokens.get('bus-1') ?? ''}`
    const caller = { url: '/v1/devices/bus-1', headers: { host: 'localhost', authorization } }
    expect((await app.inject(caller)).statusCode).toBe(401)
  })

  it('reports a token that nobody has, without keeping it', async () => {
    const authorization = 'Bearer made-up-by-a-stranger'
    await app.inject({ url: '/v1/quarantine', headers: { host: 'localhost', authorization } })
    const reported = city.audit.recent().find(({ code }) => code === 'token_wrong')
    expect(reported?.detail).toContain('GET /v1/quarantine')
    expect(JSON.stringify(reported)).not.toContain('stranger')
  })
})

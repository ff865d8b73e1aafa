import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import type { Needs } from '#domain/access/capabilities.ts'
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

/** Who gets an answer where a route needs this. */
const allowed: Record<Needs, readonly string[]> = {
  public: everybody,
  'public.read': readers,
  'city.read': readers,
  'metrics.read': readers,
  'ride.read': ['operator'],
  'quarantine.read': ['operator'],
  'reading.write': ['device', 'other'],
  'device.edit': ['operator'],
}

/** What routes need that are not to be opened, or closed, by mistake. */
const known: Record<string, Needs> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /v1/session': 'public',
  'POST /v1/session': 'public',
  'DELETE /v1/session': 'public',
  'GET /v1/city': 'public.read',
  'GET /v1/city/basemap.pmtiles': 'public.read',
  'GET /v1/kinds': 'public.read',
  'GET /metrics': 'metrics.read',
  'GET /v1/devices': 'public.read',
  'GET /v1/devices/{id}': 'public.read',
  'GET /v1/devices/{id}/readings': 'public.read',
  'GET /v1/devices/{id}/readings/{ts}/history': 'city.read',
  'GET /v1/devices/{id}/gaps': 'city.read',
  'GET /v1/gaps': 'city.read',
  'GET /v1/events': 'city.read',
  'GET /v1/crossings': 'public.read',
  'GET /v1/alarms': 'city.read',
  'GET /v1/health': 'city.read',
  'GET /v1/messages': 'quarantine.read',
  'GET /v1/quarantine': 'quarantine.read',
  'POST /v1/readings': 'reading.write',
  'POST /v1/devices/{id}/command': 'device.edit',
}

async function ask(route: string, name: string): Promise<number> {
  const [method, path] = route.split(' ') as ['GET' | 'POST', string]
  const caller = callers[name]
  if (!caller) throw new Error(`No caller ${name}`)
  const url = path.replace('{id}', own).replace('{ts}', '1')
  const headers = { ...caller.headers, ...(method === 'POST' && json) }
  const body = method === 'POST' ? { payload: '[]' } : {}
  const { statusCode } = await app.inject({ ...caller, method, url, headers, ...body })
  return statusCode
}

const json = { 'content-type': 'application/json' }

/** What every route needs, as it declares it itself. */
async function listNeeds(): Promise<[route: string, needs: Needs][]> {
  const { paths } = (await app.inject('/openapi.json')).json<Description>()
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Needs] => [
      `${method.toUpperCase()} ${path}`,
      operation['x-needs'],
    ]),
  )
}

interface Description {
  paths: Record<string, Record<string, { 'x-needs': Needs }>>
}

describe('every route', () => {
  it('needs what it needed before', async () => {
    expect(Object.fromEntries(await listNeeds())).toMatchObject(known)
  })

  it('answers who may ask, and nobody else', async () => {
    for (const [route, needs] of await listNeeds()) {
      // The way in asks for a page of ours, not for a right; session.test.ts has its story.
      if (route.endsWith('/v1/session')) continue
      const statuses = await Promise.all(
        everybody.map(async (name) => [name, await ask(route, name)] as const),
      )
      const may = (name: string) =>
        allowed[needs].includes(name) ||
        (['city.read', 'public.read'].includes(needs) &&
          route.includes('/{id}') &&
          name === 'device')
      const answered = statuses.filter(([, status]) => status !== 401 && status !== 403)
      expect([route, answered.map(([name]) => name)]).toEqual([route, everybody.filter(may)])
      expect(answered.filter(([, status]) => status >= 500)).toEqual([])
    }
  })

  it('must declare what it needs, or the server does not start', async () => {
    const fresh = await city.createApp()
    expect(() => fresh.get('/forgotten', () => 'open to all')).toThrow('does not say what it needs')
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
    // From an address of its own: of one address only so many are reported at once.
    const headers = { host: 'localhost', authorization }
    await app.inject({ url: '/v1/quarantine', headers, remoteAddress: '127.0.0.9' })
    const reported = city.audit.recent().find(({ code }) => code === 'token_wrong')
    expect(reported?.detail).toContain('GET /v1/quarantine')
    expect(JSON.stringify(reported)).not.toContain('stranger')
  })
})

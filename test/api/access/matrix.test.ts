import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import type { Actor } from '#domain/access/act.ts'
import { personOnly, type Needs } from '#domain/access/capabilities.ts'
import { roles } from '#domain/access/roles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

interface Caller {
  remoteAddress: string
  headers: Record<string, string>
}

let city: TestCity
let app: ApiApp
let callers: Record<string, Caller>

const own = 'gauge-1'

const password = 'kawa no mizu ga 3 m made'

/** Somebody of each role, logged in over TLS; the first person is an administrator. */
async function logInEach(): Promise<Record<string, Caller>> {
  const { accounts } = city
  const place = { address: '192.0.2.7', agent: 'test' }
  const first = { name: 'admin', display_name: 'admin', password }
  await accounts.setUp(accounts.setUpToken() ?? '', first, place)
  const people: [string, Caller][] = []
  for (const role of roles) {
    const person = { name: `the-${role}`, display_name: role, roles: [role], password }
    await addOwnPerson(accounts, person)
    const begun = await accounts.logIn(person.name, password, place)
    if (isRefusal(begun)) throw new Error(begun.detail)
    const cookie = `__Host-machimori=${begun.token}`
    const headers = { host: 'city.example', origin: 'http://city.example', cookie }
    people.push([role, { remoteAddress: place.address, headers }])
  }
  return Object.fromEntries(people)
}

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
    key: { ...away, headers: { ...away.headers, ...bearer(issueKey()) } },
    stolen: { ...away, headers: { ...away.headers, cookie: `__Host-machimori=${'x'.repeat(43)}` } },
    ...(await logInEach()),
  }
})

afterAll(() => city.close())

/** A key that may read the city and the audit, nothing else. */
function issueKey(): string {
  const by: Actor = { sort: 'command', id: null, name: '', address: 'local' }
  const added = city.accounts.addKey(
    { name: 'machine', capabilities: ['public.read', 'city.read', 'audit.read'] },
    by,
  )
  if (isRefusal(added)) throw new Error(added.detail)
  return added.secret
}

const everybody = [
  'here',
  'away',
  'proxied',
  'rebound',
  'wrong',
  'stolen',
  'device',
  'other',
  'operator',
  'key',
  ...roles,
]
const readers = ['here', 'operator', 'key', ...roles]

/** Who gets an answer where a route needs this. */
const allowed: Record<Needs, readonly string[]> = {
  public: everybody,
  'public.read': readers,
  'city.read': readers,
  'metrics.read': ['here', 'operator', 'admin'],
  'ride.read': ['operator', 'planner', 'officer'],
  'quarantine.read': ['operator', 'officer', 'admin'],
  'reading.write': ['device', 'other'],
  'device.edit': ['operator', 'admin'],
  'device.service': ['operator', 'officer', 'admin'],
  'threshold.edit': ['officer', 'admin'],
  'session.own': roles,
  'password.own': roles,
  'people.manage': ['admin'],
  'keys.manage': ['admin'],
  'audit.read': ['key', 'admin', 'auditor'],
}

/** What routes need that are not to be opened, or closed, by mistake. */
const known: Record<string, Needs> = {
  'GET /healthz': 'public',
  'GET /readyz': 'public',
  'GET /v1/session': 'public',
  'POST /v1/session': 'public',
  'DELETE /v1/session': 'public',
  'POST /v1/setup': 'public',
  'PUT /v1/session/password': 'password.own',
  'GET /v1/sessions': 'session.own',
  'DELETE /v1/sessions': 'session.own',
  'DELETE /v1/sessions/{id}': 'session.own',
  'GET /v1/people': 'people.manage',
  'POST /v1/people': 'people.manage',
  'PATCH /v1/people/{id}': 'people.manage',
  'GET /v1/keys': 'keys.manage',
  'POST /v1/keys': 'keys.manage',
  'DELETE /v1/keys/{id}': 'keys.manage',
  'GET /v1/audit': 'audit.read',
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
  'GET /v1/inventory': 'device.service',
  'GET /v1/inventory/{id}': 'device.service',
  'POST /v1/inventory/import': 'device.service',
  'POST /v1/devices': 'device.edit',
  'PATCH /v1/devices/{id}': 'device.service',
  'POST /v1/devices/{id}/rotate': 'device.edit',
  'POST /v1/devices/{id}/revoke': 'device.edit',
  'POST /v1/devices/{id}/retire': 'device.edit',
  'GET /v1/devices/{id}/thresholds': 'city.read',
  'PUT /v1/devices/{id}/thresholds': 'threshold.edit',
  'POST /v1/devices/{id}/thresholds/preview': 'threshold.edit',
  'GET /v1/devices/{id}/references': 'city.read',
  'GET /v1/devices/{id}/changes': 'device.service',
  'POST /v1/devices/{id}/changes/{seq}/undo': 'device.service',
}

async function ask(route: string, name: string): Promise<number> {
  const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string]
  const caller = callers[name]
  if (!caller) throw new Error(`No caller ${name}`)
  const url = path.replace('{id}', own).replace('{ts}', '1').replace('{seq}', '1')
  const sends = ['POST', 'PUT', 'PATCH'].includes(method)
  const headers = { ...caller.headers, ...(sends && json) }
  const body = sends ? { payload: '[]' } : {}
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
    const listed = await listNeeds()
    // Last: it ends the session of whoever may ask for it.
    const isLast = ([route]: [string, Needs]) => route === 'DELETE /v1/sessions'
    for (const [route, needs] of [
      ...listed.filter((one) => !isLast(one)),
      ...listed.filter(isLast),
    ]) {
      // The way in asks for a page of ours, not for a right; session.test.ts has its story.
      if (/\/v1\/(session|setup|demo\/session)$/.test(route)) continue
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

  it('asks a key for a person where somebody must answer for the act', async () => {
    for (const [route, needs] of await listNeeds()) {
      if (!personOnly.has(needs)) continue
      const [method, path] = route.split(' ') as ['GET', string]
      const url = path.replace('{id}', own)
      const answer = await app.inject({ ...callers['operator'], method, url })
      expect([route, answer.json<{ code: string }>().code]).toEqual([route, 'person_needed'])
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

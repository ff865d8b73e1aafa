import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  city.parts.city.demo = false
  app = await city.createApp({ trustedProxies: ['127.0.0.1'] })
})
afterAll(() => city.close())

const password = 'kawa no mizu ga 3 m made'
/** As a TLS proxy on this machine passes the browser of an office on. */
const page = {
  host: '127.0.0.1:3000',
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'city.example',
  origin: 'https://city.example',
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
interface Asked {
  status: number
  body: Record<string, unknown>
  cookie: string
  retryAfter: string | undefined
}

async function ask(
  route: string,
  body?: object,
  more: Record<string, string> = {},
): Promise<Asked> {
  const [method, url] = route.split(' ') as [Method, string]
  const json = { 'content-type': 'application/json' }
  const headers = { ...page, ...(body && json), ...more }
  const answer = await app.inject({ method, url, headers, ...(body && { body }) })
  return {
    status: answer.statusCode,
    body: answer.body === '' ? {} : answer.json(),
    cookie: String(answer.headers['set-cookie']).split(';', 1)[0] ?? '',
    retryAfter: answer.headers['retry-after'],
  }
}

const logIn = async (name: string, word = password) => {
  const { status, cookie } = await ask('POST /v1/session', { name, password: word })
  expect([name, status]).toEqual([name, 204])
  return { cookie }
}

describe('people', () => {
  let admin: { cookie: string }

  it('begin with the set-up link, over TLS or on this machine only', async () => {
    const first = {
      token: city.accounts.setUpToken() ?? '',
      name: 'sato',
      display_name: '佐藤',
      password,
    }
    const plain = { 'x-forwarded-proto': 'http', origin: 'http://city.example' }
    expect((await ask('POST /v1/setup', first, plain)).body['code']).toBe('tls_needed')
    const foreign = { origin: 'https://evil.example' }
    expect((await ask('POST /v1/setup', first, foreign)).body['code']).toBe('origin_forbidden')
    const wrong = await ask('POST /v1/setup', { ...first, token: 'x' })
    expect([wrong.status, wrong.body['code']]).toEqual([401, 'setup_wrong'])
    const done = await ask('POST /v1/setup', first)
    expect(done.status).toBe(204)
    admin = { cookie: done.cookie }
    expect((await ask('POST /v1/setup', first)).status).toBe(401)
    const { body } = await ask('GET /v1/session', undefined, admin)
    expect(body).toMatchObject({
      person: {
        name: 'sato',
        display_name: '佐藤',
        roles: expect.arrayContaining(['admin']) as [],
      },
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as string,
    })
    expect(body['capabilities']).toContain('people.manage')
  })

  it('are added and changed by an administrator, and may then what their roles say', async () => {
    const wanted = { name: 'tanaka', display_name: '田中', roles: ['viewer'] }
    const added = await ask('POST /v1/people', wanted, admin)
    expect(added.status).toBe(201)
    const { person, password: made } = added.body as {
      person: { id: string }
      password: string
    }
    expect((await ask('POST /v1/people', wanted, admin)).body['code']).toBe('person_exists')
    const tanaka = await logIn('tanaka', made)
    const early = await ask('GET /v1/devices', undefined, tanaka)
    expect([early.status, early.body['code']]).toEqual([403, 'password_to_change'])
    const who = await ask('GET /v1/session', undefined, tanaka)
    expect(who.body).toMatchObject({
      person: { name: 'tanaka', password_to_change: true },
      capabilities: ['password.own'],
    })
    const own = { current: made, password: 'ame no hi no kawa' }
    expect((await ask('PUT /v1/session/password', own, tanaka)).status).toBe(204)
    expect((await ask('GET /v1/devices', undefined, tanaka)).status).toBe(200)
    expect((await ask('GET /v1/quarantine', undefined, tanaka)).body['code']).toBe('forbidden')
    const path = `PATCH /v1/people/${person.id}`
    expect((await ask(path, { roles: ['officer'] }, tanaka)).status).toBe(403)
    expect((await ask(path, { roles: ['officer'] }, admin)).status).toBe(200)
    expect((await ask('GET /v1/quarantine', undefined, tanaka)).status).toBe(200)
    expect((await ask(path, { disabled: true }, admin)).body).toMatchObject({ disabled: true })
    const gone = await ask('GET /v1/devices', undefined, tanaka)
    expect([gone.status, gone.body['code']]).toEqual([401, 'session_ended'])
  })

  it('are refused in words for what an administrator must not do, or mistypes', async () => {
    const { body } = await ask('GET /v1/people', undefined, admin)
    const [sato] = (body as { items: { id: string }[] }).items
    const path = `PATCH /v1/people/${sato?.id}`
    const last = await ask(path, { disabled: true }, admin)
    expect([last.status, last.body['code']]).toEqual([409, 'last_admin'])
    expect((await ask(path, {}, admin)).body['code']).toBe('payload_shape')
    expect((await ask(path, { roles: [] }, admin)).body['code']).toBe('payload_shape')
    expect((await ask(path, { roles: ['king'] }, admin)).body['code']).toBe('payload_shape')
    expect((await ask('PATCH /v1/people/nobody', { disabled: true }, admin)).status).toBe(404)
    expect((await ask(path, { disabled: 'true' }, admin)).body['code']).toBe('payload_shape')
  })

  it('log in with the right password only, and learn from a refusal how long to wait', async () => {
    const tried = []
    for (let count = 0; count < 6; count += 1) {
      tried.push(await ask('POST /v1/session', { name: 'suzuki', password: 'x' }))
    }
    expect(tried.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429])
    expect(tried.at(0)?.body['code']).toBe('login_wrong')
    expect(tried.at(-1)?.body['code']).toBe('login_throttled')
    expect(Number(tried.at(-1)?.retryAfter)).toBeGreaterThan(0)
    expect(tried.map(({ cookie }) => cookie)).toEqual(tried.map(() => 'undefined'))
    const long = await ask('POST /v1/session', { name: 'sato', password: 'x'.repeat(4_000) })
    expect(long.status).toBe(401)
    const noise = city.audit.recent().filter(({ code }) => code.startsWith('login_'))
    expect(noise.length).toBeGreaterThan(0)
    expect(JSON.stringify(noise)).not.toContain('suzuki')
  })

  it('see their own sessions and end them, one or all; others are unknown to them', async () => {
    const wanted = { name: 'ito', display_name: '伊藤', roles: ['viewer'] as const, password }
    await addOwnPerson(city.accounts, wanted)
    const [pc, phone] = [await logIn('ito'), await logIn('ito')]
    const listed = await ask('GET /v1/sessions', undefined, pc)
    const { items } = listed.body as { items: { id: string; current: boolean; address: string }[] }
    expect(items).toHaveLength(2)
    expect(items.filter(({ current }) => current)).toHaveLength(1)
    expect(items[0]?.address).toBe('203.0.113.9')
    expect((await ask('GET /v1/sessions?of=everybody', undefined, pc)).status).toBe(403)
    const all = await ask('GET /v1/sessions?of=everybody', undefined, admin)
    const others = (all.body as { items: { id: string; person: { name: string } }[] }).items
    const satos = others.find(({ person }) => person.name === 'sato')
    const foreign = await ask(`DELETE /v1/sessions/${satos?.id}`, undefined, pc)
    expect([foreign.status, foreign.body['code']]).toEqual([404, 'session_unknown'])
    const other = items.find(({ current }) => !current)
    expect((await ask(`DELETE /v1/sessions/${other?.id}`, undefined, pc)).status).toBe(204)
    expect((await ask('GET /v1/session', undefined, phone)).status).toBe(401)
    const more = await logIn('ito')
    expect((await ask('DELETE /v1/sessions', undefined, more)).status).toBe(204)
    for (const ended of [pc, more]) {
      expect((await ask('GET /v1/session', undefined, ended)).status).toBe(401)
    }
  })

  it('leave: their cookie opens nothing any more, wherever it was copied to', async () => {
    const ito = await logIn('ito')
    expect((await ask('DELETE /v1/session', undefined, ito)).status).toBe(204)
    const again = await ask('GET /v1/session', undefined, ito)
    expect(again.body['code']).toBe('session_ended')
  })

  it('choose another password with the one until now', async () => {
    const ito = await logIn('ito')
    const change = (current: string, next: string) =>
      ask('PUT /v1/session/password', { current, password: next }, ito)
    expect((await change('not it', 'ame no hi no kawa')).body['code']).toBe('login_wrong')
    expect((await change(password, 'ito123456789')).body['code']).toBe('password_weak')
    expect((await change(password, 'ame no hi no kawa')).status).toBe(204)
    await logIn('ito', 'ame no hi no kawa')
  })

  it('act from pages of the city only, and a Basic of the proxy does not hide them', async () => {
    const foreign = { ...admin, origin: 'https://evil.example' }
    expect((await ask('DELETE /v1/sessions', undefined, foreign)).body['code']).toBe(
      'origin_forbidden',
    )
    const basic = { ...admin, authorization: 'Basic b2ZmaWNlOnNlY3JldA==' }
    expect((await ask('GET /v1/people', undefined, basic)).status).toBe(200)
  })

  it('issue keys for machines, which open what they were given until they end', async () => {
    const wanted = { name: 'Prometheus', capabilities: ['metrics.read'] }
    const added = await ask('POST /v1/keys', wanted, admin)
    expect(added.status).toBe(201)
    const { key, secret } = added.body as { key: { id: string }; secret: string }
    const bearer = { authorization: `Bearer ${secret}` }
    const asMachine = async (url: string) =>
      (await app.inject({ url, headers: { host: 'city.example', ...bearer } })).statusCode
    expect([await asMachine('/metrics'), await asMachine('/v1/devices')]).toEqual([200, 403])
    const listed = await ask('GET /v1/keys', undefined, admin)
    expect(JSON.stringify(listed.body)).not.toContain(secret)
    expect(listed.body).toMatchObject({ items: [{ id: 'operator' }, { name: 'Prometheus' }] })
    const session = { cookie: `__Host-machimori=${secret}` }
    expect((await ask('GET /v1/session', undefined, session)).status).toBe(401)
    expect((await ask('POST /v1/session', { token: secret })).status).toBe(401)
    const twice = await ask('POST /v1/keys', wanted, admin)
    expect(twice.body['code']).toBe('key_exists')
    const greedy = { name: 'b', capabilities: ['people.manage'] }
    expect((await ask('POST /v1/keys', greedy, admin)).body['code']).toBe('payload_shape')
    expect((await ask(`DELETE /v1/keys/${key.id}`, undefined, admin)).status).toBe(204)
    expect(await asMachine('/metrics')).toBe(401)
    expect((await ask('DELETE /v1/keys/operator', undefined, admin)).status).toBe(404)
  })

  it('leave a record: who, when, from where, before and after, page by page', async () => {
    const first = await ask('GET /v1/audit?limit=3', undefined, admin)
    const { items, next_cursor } = first.body as {
      items: { seq: number }[]
      next_cursor: string
    }
    expect(items).toHaveLength(3)
    const second = await ask(`GET /v1/audit?limit=2&cursor=${next_cursor}`, undefined, admin)
    const [next] = (second.body as typeof first.body & { items: { seq: number }[] }).items
    expect(next?.seq).toBe((items.at(-1)?.seq ?? 0) - 1)
    const changed = await ask('GET /v1/audit?act=person_changed', undefined, admin)
    expect(changed.body).toMatchObject({
      items: [
        { before: { disabled: false }, after: { disabled: true } },
        {
          by: { sort: 'person', name: 'sato', address: '203.0.113.9' },
          subject: { name: 'tanaka' },
          before: { roles: ['viewer'] },
          after: { roles: ['officer'] },
        },
      ],
    })
    const all = JSON.stringify((await ask('GET /v1/audit', undefined, admin)).body)
    for (const secret of [password, 'ame no hi no kawa', 'argon2'])
      expect(all).not.toContain(secret)
    expect(all).not.toContain('token_wrong')
  })

  it('leave a record that can be cut to a time, also as a file that runs no formula', async () => {
    await ask('POST /v1/keys', { name: '=HYPERLINK("x")', capabilities: ['city.read'] }, admin)
    type Acts = { items: { seq: number; ts: number }[] }
    const whole = (await ask('GET /v1/audit', undefined, admin)).body as unknown as Acts
    const [from = 0, to = 0] = [whole.items.at(-1)?.ts, whole.items[0]?.ts]
    const inTime = whole.items.filter(({ ts }) => ts < to).map(({ seq }) => seq)
    const path = `GET /v1/audit?from=${from}&to=${to}`
    const cut = (await ask(path, undefined, admin)).body as unknown as Acts
    expect(cut.items.map(({ seq }) => seq)).toEqual(inTime)
    expect(inTime.length).toBeLessThan(whole.items.length)
    const none = await ask(`GET /v1/audit?from=${to + 1}&to=${to + 2}`, undefined, admin)
    expect(none.body).toMatchObject({ items: [] })
    const url = '/v1/audit?format=csv&labels=ja'
    const file = await app.inject({ url, headers: { ...page, ...admin } })
    expect(file.body.startsWith('\uFEFFseq,ts,act,by.sort')).toBe(true)
    expect(file.body.split('\r\n')).toHaveLength(whole.items.length + 3)
    expect(file.body).toContain(`"'=HYPERLINK(""x"")"`)
  })
})

describe('somebody simulated', () => {
  const local = { host: 'localhost:3000', origin: 'http://localhost:3000' }
  const click = async (server: ApiApp, headers: Record<string, string> = local) =>
    server.inject({ method: 'POST', url: '/v1/demo/session', headers })

  it('does not exist in a real city', async () => {
    expect((await click(app)).statusCode).toBe(404)
  })

  it('logs in with one click on the machine of a demo, and nowhere else', async () => {
    city.parts.logInSimulated = city.accounts.logInSimulated
    const demo = await city.createApp()
    const clicked = await click(demo)
    expect(clicked.statusCode).toBe(204)
    const cookie = String(clicked.headers['set-cookie']).split(';', 1)[0] ?? ''
    const session = await demo.inject({ url: '/v1/session', headers: { ...local, cookie } })
    expect(session.json()).toMatchObject({ person: { name: '模擬職員' } })
    expect((await click(demo, { ...local, origin: 'http://evil.example' })).statusCode).toBe(403)
    const forwarded = { ...local, 'x-forwarded-for': '203.0.113.9' }
    expect((await click(demo, forwarded)).statusCode).toBe(403)
    const byPassword = await demo.inject({
      method: 'POST',
      url: '/v1/session',
      headers: local,
      body: { name: '模擬職員', password },
    })
    expect(byPassword.statusCode).toBe(401)
  })
})

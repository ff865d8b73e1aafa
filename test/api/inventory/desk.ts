import type { ApiApp } from '#api/app-type.ts'
import type { Role } from '#domain/access/roles.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { addOwnPerson } from '#test/support/add-own-person.ts'
import type { TestCity } from '../start-test-city.ts'

const password = 'kawa no mizu ga 3 m made'
const place = { address: '192.0.2.7', agent: 'test' }

/** What came back of a request. */
export interface Answered {
  status: number
  code: unknown
  body: Record<string, unknown>
  text: string
  etag: string
  cache: unknown
}

export type Ask = (
  route: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>

/** Somebody of a role at a PC of the city, or a machine with the operator's token. */
export async function sitDown(city: TestCity, app: ApiApp, who: Role | 'machine'): Promise<Ask> {
  const credential =
    who === 'machine'
      ? { authorization: `Bearer ${city.operatorToken}` }
      : { cookie: await logIn(city, who), origin: 'http://city.example' }
  return async (route, body, more = {}) => {
    const [method, url] = route.split(' ') as ['GET', string]
    const isText = typeof body === 'string' || Buffer.isBuffer(body)
    const type = isText ? 'text/csv' : 'application/json'
    const answer = await app.inject({
      method,
      url,
      remoteAddress: place.address,
      headers: {
        host: 'city.example',
        ...credential,
        ...(body !== undefined && { 'content-type': type }),
        ...more,
      },
      ...(body !== undefined && { payload: isText ? body : JSON.stringify(body) }),
    })
    const isJson = String(answer.headers['content-type']).includes('json')
    const parsed = isJson ? answer.json<Record<string, unknown>>() : {}
    return {
      status: answer.statusCode,
      code: parsed['code'],
      body: parsed,
      text: answer.body,
      etag: String(answer.headers['etag']),
      cache: answer.headers['cache-control'],
    }
  }
}

async function logIn({ accounts }: TestCity, role: Role): Promise<string> {
  const person = { name: `the-${role}`, display_name: role, roles: [role], password }
  const first = { name: 'admin', display_name: 'admin', password }
  // Works once: whoever comes first is the administrator that a city needs.
  await accounts.setUp(accounts.setUpToken() ?? '', first, place)
  await addOwnPerson(accounts, person)
  const begun = await accounts.logIn(person.name, password, place)
  if (isRefusal(begun)) throw new Error(begun.detail)
  return `__Host-machimori=${begun.token}`
}

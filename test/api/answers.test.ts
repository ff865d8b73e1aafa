import Type from 'typebox'
import { Compile } from 'typebox/compile'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { logInAdmin } from './log-in-admin.ts'
import { startTestCity, type TestCity } from './start-test-city.ts'

interface Content {
  schema: object
}

interface Description {
  paths: Record<
    string,
    { get?: { responses: Record<string, { content?: Record<string, Content> }> } }
  >
  components: { schemas: Record<string, object> }
}

let city: TestCity
let app: ApiApp
let description: Description
const ts = Date.now() - 60_000

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
  description = (await app.inject('/openapi.json')).json()
  await city.publish('gauge-1', { ts, level_m: 2.5, seq: 1 })
  await city.publish('gauge-1', { ts, level_m: 2.6, seq: 4 })
  await city.publish('bus-1', { ts, lat: 35.96, lon: 140.35 })
  await city.publish('gauge-1', { level_m: 'high' })
})
afterAll(() => city.close())

/** The shape with every reference replaced by what it refers to. */
function resolve(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(resolve)
  if (typeof node !== 'object' || node === null) return node
  if ('$ref' in node) {
    return resolve(description.components.schemas[String(node.$ref).split('/').at(-1) ?? ''])
  }
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, resolve(value)]))
}

/** Every answer in JSON that is described, by the address that gives it. */
function listAnswers(): [path: string, schema: object][] {
  return Object.entries(description.paths).flatMap(([path, { get }]) =>
    Object.entries(get?.responses['200']?.content ?? {})
      .filter(([type]) => type.endsWith('json'))
      .map(([, { schema }]): [string, object] => [path, schema]),
  )
}

const filled: readonly string[] = [
  '/v1/alarms',
  '/v1/audit',
  '/v1/keys',
  '/v1/people',
  '/v1/sessions',
  '/v1/crossings',
  '/v1/devices/{id}/readings',
  '/v1/devices/{id}/readings/{ts}/history',
  '/v1/gaps',
  '/v1/kinds',
  '/v1/messages',
  '/v1/quarantine',
]

describe('what is answered', () => {
  it('has the shape that is described', async () => {
    const headers = { host: 'localhost', cookie: await logInAdmin(city) }
    const answers = listAnswers()
    expect(answers.map(([path]) => path)).toEqual(expect.arrayContaining([...filled]))
    for (const [path, schema] of answers) {
      const url = path.replace('{id}', 'gauge-1').replace('{ts}', String(ts))
      const body = (await app.inject({ url, headers })).json<{ items?: unknown[] }>()
      const compiled = Compile(Type.Unsafe(resolve(schema) as object))
      expect([path, compiled.Errors(body)]).toEqual([path, []])
      if (filled.includes(path)) expect([path, body.items]).not.toEqual([path, []])
    }
  })
})

import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errors } from '#domain/words/errors.ts'
import { startTestCity, type TestCity } from './start-test-city.ts'

interface Operation {
  operationId: string
  summary: string
  tags: string[]
  security: Record<string, string[]>[]
  parameters?: { name: string; required: boolean; schema: object }[]
  responses: Record<string, { content?: Record<string, { schema: { $ref?: string } }> }>
}

interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

let city: TestCity
let document: Document
let operations: [name: string, operation: Operation][]

beforeAll(async () => {
  city = await startTestCity()
  const app = await city.createApp()
  document = (await app.inject('/openapi.json')).json()
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method} ${path}`,
      operation,
    ]),
  )
})
afterAll(() => city.close())

describe('/openapi.json', () => {
  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors: complaints } = await new Validator().validate({ ...document })
    expect(complaints).toBeUndefined()
    expect(valid).toBe(true)
    expect(document.openapi).toMatch(/^3\.1\./)
  })

  it('names every operation once, with a summary and a group', () => {
    const names = operations.map(([, { operationId }]) => operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const [, { summary, tags }] of operations)
      expect([summary, tags[0]]).toEqual([expect.any(String), expect.any(String)])
  })

  it('describes every failure as a problem document', () => {
    for (const [name, { responses }] of operations.filter(([name]) => name.includes('/v1/'))) {
      const failures = Object.entries(responses).filter(([status]) => Number(status) >= 400)
      expect([name, failures.map(([status]) => status)]).toEqual([
        name,
        expect.arrayContaining(['429', '500']),
      ])
      for (const [, { content }] of failures) {
        const schema = content?.['application/problem+json']?.schema
        expect(schema?.$ref).toBe('#/components/schemas/Problem')
      }
    }
    expect(document.components.schemas['Problem']).toMatchObject({
      properties: { code: { enum: Object.keys(errors) } },
    })
  })

  it('says of every operation whose token it takes', () => {
    const schemesOf = (name: string) =>
      operations.find(([known]) => known === name)?.[1].security.map((one) => Object.keys(one)[0])
    expect(schemesOf('post /v1/readings')).toEqual(['device'])
    expect(schemesOf('get /v1/quarantine')).toEqual(['operator', 'session'])
    expect(schemesOf('get /v1/health')).toEqual(['operator', 'session'])
    expect(schemesOf('get /v1/devices')).toEqual([undefined, 'operator', 'session'])
    expect(schemesOf('get /v1/devices/{id}')).toEqual([undefined, 'operator', 'session', 'device'])
    expect(schemesOf('get /healthz')).toEqual([])
    expect(Object.keys(document.components.securitySchemes)).toEqual([
      'device',
      'operator',
      'session',
    ])
  })

  it('asks for no parameter that has a default', () => {
    const wrong = operations.flatMap(([name, { parameters = [] }]) =>
      parameters.filter(({ required, schema }) => required && 'default' in schema).map(() => name),
    )
    expect(wrong).toEqual([])
    const limit = operations
      .find(([name]) => name === 'get /v1/alarms')?.[1]
      .parameters?.find(({ name }) => name === 'limit')
    expect(limit).toMatchObject({ required: false, schema: { default: 100 } })
  })

  it('writes tuples as JSON Schema 2020-12 does', () => {
    const text = JSON.stringify(document)
    expect(text).not.toMatch(/"items":\[|additionalItems/)
    expect(text).toContain('"prefixItems":[')
  })

  it('refers only to what it contains, and to all of that', () => {
    const text = JSON.stringify(document)
    const used = new Set(
      [...text.matchAll(/#\/components\/schemas\/(\w+)/g)].map(([, name]) => name),
    )
    expect(used).toEqual(new Set(Object.keys(document.components.schemas)))
  })

  it('tells units, labels and the limits of the sensor for every kind’s fields', () => {
    const text = JSON.stringify(document.paths['/v1/readings'])
    for (const kind of city.parts.kinds) {
      for (const [name, schema] of Object.entries(kind.payload.properties)) {
        expect(text).toContain(`"${name}":${JSON.stringify(schema)}`)
      }
    }
  })
})

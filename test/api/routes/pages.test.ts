import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKindResource } from '#api/kinds/presenter.ts'
import { dashboardRoutes } from '#api/dashboard/route.ts'
import { kinds } from '#domain/kinds/index.ts'

const folder = mkdtempSync(join(tmpdir(), 'machimori-pages-'))
const script = `export const words = ${JSON.stringify('まちもり'.repeat(400))}`
const app = fastify()

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'))
  for (const page of ['index', 'status']) {
    writeFileSync(join(folder, `${page}.html`), '<!doctype html><title>まちもり</title>')
  }
  writeFileSync(join(folder, 'assets', 'app-1a2b3c.js'), script)
  writeFileSync(join(folder, '.env'), 'SECRET=1')
  await dashboardRoutes(app, { dashboardFolder: folder })
})
afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true })
})

describe('the pages', () => {
  it('are one document at every address a page has, asked for anew each time', async () => {
    for (const url of ['/', '/status', '/index.html', '/status.html']) {
      const { statusCode, headers, body } = await app.inject(url)
      expect([url, statusCode]).toEqual([url, 200])
      expect(headers['content-type']).toBe('text/html; charset=utf-8')
      expect(headers['cache-control']).toBe('no-cache')
      expect(body).toContain('まちもり')
    }
    for (const url of ['/stat', '/status/', '/index', '/connect']) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 404])
    }
  })

  it('have parts that never change under a name, so a browser asks once', async () => {
    const { headers, rawPayload } = await app.inject({
      url: '/assets/app-1a2b3c.js',
      headers: { 'accept-encoding': 'gzip' },
    })
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable')
    expect(headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(rawPayload).toString()).toBe(script)
    expect(rawPayload.length).toBeLessThan(script.length / 10)
  })

  it('are not sent again to who has them', async () => {
    const { headers } = await app.inject('/')
    const again = await app.inject({ url: '/', headers: { 'if-none-match': String(headers.etag) } })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('are all there is: nothing else of the folder, nothing outside of it', async () => {
    for (const url of ['/.env', '/assets/', '/assets/../.env', '/assets/..%2f.env', '/%2e%65nv']) {
      expect([url, (await app.inject(url)).statusCode]).toEqual([url, 404])
    }
  })
})

describe('a kind as the pages know it', () => {
  it.each(kinds)('$id has its headline and level among its fields, each with a label', (kind) => {
    const resource = createKindResource(kind)
    const names = resource.fields.map(({ name }) => name)
    expect(names).toEqual(Object.keys(kind.payload.properties))
    expect(names).toContain(resource.map.headline)
    expect([...names, null]).toContain(resource.level_field)
    for (const { label } of resource.fields) expect(label.ja && label.en).toBeTruthy()
  })

  it('tells type, unit, limits and words of a field', () => {
    const [flood, , bus] = kinds.map(createKindResource)
    expect(flood?.fields[0]).toMatchObject({
      name: 'level_m',
      type: 'number',
      unit: 'm',
      unit_label: null,
      decimals: 2,
      minimum: -30,
      maximum: 30,
      required: false,
      nullable: true,
      words: null,
    })
    const onboard = bus?.fields.find(({ name }) => name === 'onboard')
    expect(onboard).toMatchObject({ unit: '人', unit_label: { ja: '人', en: 'on board' } })
    const state = bus?.fields.find(({ name }) => name === 'state')
    expect(state).toMatchObject({ type: 'word', words: { on_trip: { en: 'on trip' } } })
    expect(bus?.fields.find(({ name }) => name === 'lat')?.required).toBe(true)
    expect(bus?.fields.find(({ name }) => name === 'trip_id')?.type).toBe('text')
  })
})

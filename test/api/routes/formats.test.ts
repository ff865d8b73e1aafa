import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { logInAdmin } from '../log-in-admin.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

interface Parameter {
  in: string
  name: string
}
interface Described {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>
}

const hour = 3_600_000
const start = Math.floor(Date.now() / hour) * hour - 5 * hour
const range = `from=${start}&to=${start + 3 * hour}`

let city: TestCity
let app: ApiApp
let cookie: string

beforeAll(async () => {
  city = await startTestCity()
  cookie = await logInAdmin(city)
  app = await city.createApp({ limits: { requestsPerWindow: 10_000, exportsPerMinute: 10_000 } })
  const said = Array.from({ length: 19 }, (_, i) => {
    return { ts: start + i * 600_000, seq: i, level_m: i / 10, rain_mm: 2, mode: 'active' }
  })
  await city.publish('gauge-1', said)
  await city.publish('wifi-1', { ts: start, clients: 'many', window_s: 60 })
})
afterAll(() => city.close())

async function get(url: string) {
  const { statusCode, body } = await app.inject({ url, headers: { cookie } })
  return {
    status: statusCode,
    body,
    rows: body
      .trim()
      .split('\r\n')
      .map((row) => row.split(',')),
  }
}

/** Every route that gives data, with the parameters it names. */
async function listRoutes() {
  const { paths } = JSON.parse((await get('/openapi.json')).body) as Described
  return Object.entries(paths)
    .filter(([path, { get: found }]) => path.startsWith('/v1/') && found)
    .map(([path, { get: found }]) => ({
      url: path.replace('{id}', 'gauge-1').replace('{ts}', String(start)).replace('{name}', 'x'),
      names: (found?.parameters ?? [])
        .filter((each) => each.in === 'query')
        .map(({ name }) => name),
    }))
}

const csvRoutes = async () => (await listRoutes()).filter(({ names }) => names.includes('format'))

describe('every parameter has its effect in every format, or is refused:', () => {
  it('one that a route does not name', async () => {
    const routes = await listRoutes()
    expect(routes.length).toBeGreaterThanOrEqual(15)
    for (const { url } of routes) {
      expect([url, (await get(`${url}?nonsense=1`)).status]).toEqual([url, 400])
    }
  })

  it('a page of a file, and headings of what is none', async () => {
    const routes = await csvRoutes()
    expect(routes.length).toBeGreaterThanOrEqual(4)
    for (const { url } of routes) {
      for (const query of [
        'format=csv&cursor=x',
        'format=csv&limit=5',
        'labels=ja',
        'format=json&labels=en',
      ]) {
        const { status, body } = await get(`${url}?${query}`)
        const pointer = /cursor|limit|labels/.exec(query)?.[0]
        expect([url, query, status]).toEqual([url, query, 400])
        expect(JSON.parse(body)).toMatchObject({ errors: [{ pointer: `/${pointer}` }] })
      }
    }
  })

  it('headings for people in a file', async () => {
    for (const { url } of await csvRoutes()) {
      const plain = await get(`${url}?format=csv`)
      const labelled = await get(`${url}?format=csv&labels=ja`)
      expect([url, plain.status, labelled.status]).toEqual([url, 200, 200])
      expect(labelled.rows[0]).toEqual(plain.rows[0])
      expect(labelled.rows[1]?.join()).toMatch(/\p{Script=Han}/u)
      expect(labelled.rows.length).toBe(plain.rows.length + 1)
    }
  })

  it('a time in seconds, which would be a day of 1970', async () => {
    const routes = (await listRoutes()).filter(({ names }) => names.includes('from'))
    expect(routes.length).toBeGreaterThanOrEqual(4)
    for (const { url, names } of routes) {
      for (const format of names.includes('format') ? ['', '&format=csv'] : ['']) {
        const { status, body } = await get(`${url}?from=${Math.floor(start / 1_000)}${format}`)
        expect([url, format, status]).toEqual([url, format, 400])
        expect(JSON.parse(body)).toMatchObject({ errors: [{ pointer: '/from' }] })
      }
    }
  })

  it('a range of time in a file', async () => {
    const ofGauge = '/v1/devices/gauge-1/readings?format=csv'
    expect((await get(`${ofGauge}&from=${start}&to=${start + hour}`)).rows).toHaveLength(1 + 6)
  })

  it('buckets and their aggregates in a file as in a page', async () => {
    const query = `${range}&every=1h&agg=sum,max,count`
    const url = `/v1/devices/gauge-1/readings?${query}`
    const { items } = JSON.parse((await get(url)).body) as { items: { values: object }[] }
    expect(items).toHaveLength(3)
    expect(items[0]).toMatchObject({
      ts: start,
      count: 6,
      values: {
        rain_mm: { sum: 12, covered_s: 3_600, max: 2, count: 6 },
        level_m: { max: 0.5, count: 6 },
      },
    })
    const [names = [], first = [], ...rest] = (await get(`${url}&format=csv`)).rows
    const cell = (name: string) => first[names.indexOf(name)]
    expect(rest).toHaveLength(2)
    expect(names).not.toContain('sum_level_m')
    expect(names).not.toContain('mean_rain_mm')
    expect([cell('sum_rain_mm'), cell('covered_s_rain_mm'), cell('max_level_m')]).toEqual([
      '12',
      '3600',
      '0.5',
    ])
    expect([cell('device'), cell('count'), cell('windows_overlap_rain_mm')]).toEqual([
      'gauge-1',
      '6',
      '',
    ])
  })

  it('aggregates without buckets, and such as no field of the kind has', async () => {
    for (const format of ['json', 'csv']) {
      for (const query of ['agg=max', 'every=1h&agg=increase', 'every=1h&agg=sum,median']) {
        const { status, body } = await get(
          `/v1/devices/gauge-1/readings?${range}&${query}&format=${format}`,
        )
        expect([query, format, status]).toEqual([query, format, 400])
        expect(JSON.parse(body)).toMatchObject({ errors: [{ pointer: '/agg' }] })
      }
    }
    expect((await get('/v1/devices/wifi-1/readings?every=1h&agg=sum')).status).toBe(400)
  })
})

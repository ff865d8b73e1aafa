import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { CityGaps, GapLedger } from '#domain/wire/gaps.ts'
import type { ReadingResource } from '#domain/wire/reading.ts'
import { startTestCity, type TestApi, type TestCity } from '../start-test-city.ts'

interface Page<T> {
  items: T[]
  next_cursor: string | null
}

let city: TestCity
let api: TestApi
const minute = 60_000
// A whole hour a while ago, so that buckets and their readings are easy to name.
const start = Math.floor(Date.now() / 3_600_000) * 3_600_000 - 6 * 3_600_000
const times = Array.from({ length: 12 }, (_, index) => start + index * 10 * minute)

beforeAll(async () => {
  city = await startTestCity()
  api = await city.startApi({ limits: { exportsPerMinute: 4 } })
  await city.publish(
    'gauge-1',
    times.map((ts, seq) => ({ ts, seq, level_m: 1 + seq / 100, mode: 'active' })),
  )
})
afterAll(() => city.close())

const get = (query: string, headers: Record<string, string> = {}) =>
  fetch(`${api.url}/v1/devices/gauge-1/readings?${query}`, { headers })

const iso = (ts: number) => encodeURIComponent(new Date(ts).toISOString())

describe('GET /v1/devices/{id}/readings', () => {
  it('takes `from` in and leaves `to` out, in either way of writing a time', async () => {
    const ranges = [
      `from=${times[2]}&to=${times[5]}`,
      `from=${iso(times[2] ?? 0)}&to=${iso(times[5] ?? 0)}`,
    ]
    for (const range of ranges) {
      const { items } = (await (await get(range)).json()) as Page<ReadingResource>
      expect(items.map(({ ts }) => ts)).toEqual(times.slice(2, 5))
      expect(items[0]).toMatchObject({ seq: 2, origin: 'field', values: { level_m: 1.02 } })
    }
  })

  it('comes in pages that neither skip nor repeat', async () => {
    const seen: number[] = []
    let cursor = ''
    do {
      const response = await get(`from=${start}&to=${start + 120 * minute}&limit=5${cursor}`)
      const page = (await response.json()) as Page<ReadingResource>
      seen.push(...page.items.map(({ ts }) => ts))
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    expect(seen).toEqual(times)
  })

  it('comes in buckets with the aggregates asked for', async () => {
    const response = await get(
      `from=${start}&to=${start + 120 * minute}&every=1h&agg=min,max,count`,
    )
    const { items } = (await response.json()) as Page<BucketResource>
    expect(items).toMatchObject([
      { ts: start, count: 6, values: { level_m: { min: 1, max: 1.05, count: 6 } } },
      { ts: start + 60 * minute, count: 6, values: { level_m: { min: 1.06, max: 1.11 } } },
    ])
    expect(items[0]?.values['level_m']).not.toHaveProperty('mean')
  })

  it('says which words a query may take where it took another', async () => {
    const { errors } = (await (await get('every=7d')).json()) as { errors: unknown }
    expect(errors).toEqual([
      { pointer: '/every', detail: 'must be one of 10s, 1m, 5m, 10m, 15m, 30m, 1h, 6h, 12h, 1d' },
    ])
  })

  it.each([
    ['from=yesterday', '/from'],
    ['from=2026-01-01T00:00:00', '/from'],
    ['from=2000&to=1000', '/from'],
    ['every=7m', '/every'],
    ['every=10s&from=0', '/every'],
    ['every=1h&agg=median', '/agg'],
    ['limit=0', '/limit'],
    ['limit=10001', '/limit'],
    ['limit=ten', '/limit'],
    ['limit=true', '/limit'],
    ['limit=', '/limit'],
    ['from=1795334400', '/from'],
    ['cursor=%00', '/cursor'],
    ['cursor=eyJhIjoxfQ', '/cursor'],
    ['from=1&from=2', '/from'],
    ['form=csv', '/form'],
  ])('%s is refused with a pointer to what is wrong', async (query, pointer) => {
    const response = await get(query)
    expect(response.status).toBe(400)
    expect(response.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await response.json()).toMatchObject({
      type: 'urn:machimori:error:query_invalid',
      status: 400,
      code: 'query_invalid',
      errors: [{ pointer }],
    })
  })
})

describe('readings as a file', () => {
  const range = `from=${start}&to=${start + 120 * minute}`

  it('opens in a spreadsheet: byte order mark, CRLF, local times, two rows of headings', async () => {
    const response = await get(`${range}&format=csv&labels=ja`)
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="gauge-1.csv"')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    const [names = '', labels = '', first = '', ...rest] = bytes.toString().slice(1).split('\r\n')
    expect(names).toMatch(/^device,ts,received_ts,seq,origin,flag,reasons,level_m,rain_mm,/)
    expect(labels).toMatch(/^機器,観測時刻,.*水位 \(m\)/)
    expect(rest.at(-1)).toBe('')
    expect(rest).toHaveLength(12)
    const [device, ts = '', , seq, , flag, , level] = first.split(',')
    expect([device, seq, flag, level]).toEqual(['gauge-1', '0', '1', '1'])
    expect(ts).toMatch(/\+09:00$/)
    expect(Date.parse(ts)).toBe(start)
  })

  it('also comes where only Accept asks for it', async () => {
    const response = await get(range, { accept: 'text/csv' })
    expect(response.headers.get('content-type')).toMatch(/^text\/csv; charset=utf-8/)
    expect((await response.text()).split('\r\n')).toHaveLength(14)
  })

  it('is limited per minute, and says when to come back', async () => {
    const statuses = []
    for (let n = 0; n < 4; n += 1) statuses.push(await get(`${range}&format=csv`))
    await Promise.all(statuses.map((response) => response.text()))
    const refused = statuses.at(-1)
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429, 429])
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('GET /v1/devices/{id}/gaps', () => {
  const getGaps = async (id: string) =>
    (await (await fetch(`${api.url}/v1/devices/${id}/gaps`)).json()) as GapLedger

  it('says what a device skipped', async () => {
    await city.publish('gauge-1', { ts: start + 200 * minute, seq: 15, level_m: 1 })
    expect(await getGaps('gauge-1')).toMatchObject({
      device: 'gauge-1',
      missing: 3,
      ranges: [{ from_seq: 12, to_seq: 14, missing: 3 }],
    })
  })

  it('lists hundreds of holes as few ranges, and closes them as the buffer is emptied', async () => {
    const sent = (step: number) => ({ ts: start + 201 * minute + step, seq: 16 + step, level_m: 1 })
    const steps = Array.from({ length: 901 }, (_, step) => step)
    await city.publish('gauge-1', steps.filter((step) => step % 2 === 0).map(sent))
    const { missing, ranges } = await getGaps('gauge-1')
    expect(missing).toBe(3 + 450)
    expect(ranges).toHaveLength(200)
    expect(ranges.reduce((sum, range) => sum + range.missing, 0)).toBe(missing)
    await city.publish('gauge-1', steps.filter((step) => step % 2 === 1).map(sent))
    expect(await getGaps('gauge-1')).toMatchObject({
      missing: 3,
      ranges: [{ from_seq: 12, to_seq: 14, missing: 3 }],
    })
  })

  it('says nothing is known of one that never spoke', async () => {
    expect(await getGaps('wifi-1')).toMatchObject({ received: 0, missing: 0, first_ts: null })
  })
})

describe('GET /v1/gaps', () => {
  const getCity = async (query = '') => fetch(`${api.url}/v1/gaps${query}`)

  it('adds all devices up, and names the one that lacks most first', async () => {
    const response = await getCity()
    const { total, items, next_cursor } = (await response.json()) as CityGaps
    expect(items[0]).toMatchObject({ device: 'gauge-1', missing: 3, open_ranges: 1 })
    expect(total).toMatchObject({ devices: items.length, missing: 3 })
    expect(next_cursor).toBeNull()
  })

  it('goes on page by page, and refuses the cursor of another list', async () => {
    await city.publish('bus-1', { ts: start, lat: 35.9, lon: 140.3 })
    const first = (await (await getCity('?limit=1')).json()) as CityGaps
    const second = (await (
      await getCity(`?limit=1&cursor=${first.next_cursor}`)
    ).json()) as CityGaps
    expect(first.items).toHaveLength(1)
    expect(second.items[0]?.device).not.toBe(first.items[0]?.device)
    expect((await getCity('?cursor=nonsense')).status).toBe(400)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

const here = { remoteAddress: '127.0.0.1', headers: { host: 'localhost' } }
const device = 'gauge-1'

let city: TestCity
let app: ApiApp
let ts: number

const ask = (path: string) => app.inject({ ...here, url: `/v1/devices/${device}/readings/${path}` })
const list = async (path: string) =>
  (await ask(path)).json<{ items: ReadingHistoryEntry[]; next_cursor: string | null }>()

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
  ts = Date.now() - 60_000
  await city.publish(device, { ts, level_m: 1.2, seq: 7, boot: 'b1' })
  await city.publish(device, { ts, level_m: 99, seq: 8, boot: 'b1' })
  const verdict = { kind: 'flood', device, ts, flag: 4, reasons: ['corrected'] } as const
  const word = { author: 'officer', note: '清掃中の値', at_ts: ts + 30_000 }
  await city.parts.store.commit([{ type: 'verdict', record: { ...verdict, ...word } }])
  await city.publish(device, { ts, level_m: 1.4 })
})
afterAll(() => city.close())

describe('the history of a value', () => {
  it('tells what it was, since when, and why, oldest first', async () => {
    const { items, next_cursor } = await list(`${ts}/history`)
    expect(next_cursor).toBeNull()
    expect(items.map(({ type, values, flag }) => [type, values, flag])).toEqual([
      ['received', { level_m: 1.2 }, expect.any(Number)],
      // As it was judged when it came, not as it was judged later.
      ['revision', { level_m: 99 }, expect.any(Number)],
      ['verdict', { level_m: 99 }, 4],
      ['revision', { level_m: 1.4 }, expect.any(Number)],
    ])
    const [first, second, verdict] = items
    expect(first).toMatchObject({ seq: 7, boot: 'b1', origin: 'field', author: null, note: null })
    expect(first?.at_ts).toBeGreaterThanOrEqual(ts)
    expect(second?.reasons).not.toContain('corrected')
    expect(verdict).toMatchObject({
      at_ts: ts + 30_000,
      reasons: ['corrected'],
      author: 'officer',
      note: '清掃中の値',
      seq: null,
    })
  })

  it('comes in pages, which together are all of it', async () => {
    const whole = (await list(`${ts}/history`)).items
    const page = await list(`${ts}/history?limit=3`)
    const rest = await list(`${ts}/history?limit=3&cursor=${page.next_cursor}`)
    expect([...page.items, ...rest.items]).toEqual(whole)
    expect(rest.next_cursor).toBeNull()
  })

  it('takes the time in both forms, and says which readings it has none of', async () => {
    const rfc3339 = encodeURIComponent(new Date(ts).toISOString())
    expect((await list(`${rfc3339}/history`)).items).toHaveLength(4)
    const unknown = await ask(`${ts + 1}/history`)
    expect([unknown.statusCode, unknown.json<{ code: string }>().code]).toEqual([
      404,
      'reading_unknown',
    ])
    const bad = await ask('yesterday/history')
    expect([bad.statusCode, bad.json<{ code: string }>().code]).toEqual([400, 'query_invalid'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ApiApp } from '#api/app-type.ts'
import { startTestCity, type TestCity } from '../start-test-city.ts'

const minute = 60_000
const start = Date.now() - 5 * minute

let city: TestCity
let app: ApiApp

beforeAll(async () => {
  city = await startTestCity()
  app = await city.createApp()
  const events = Array.from({ length: 5 }, (_, i) => {
    return { event_id: `e-${i}`, ts: start + i * minute, type: 'pickup', passengers: i }
  })
  const refusal = { event_id: 'e-9', ts: start, type: 'refused', reason: '田中様、満席' }
  await city.publish('bus-1', [...events, refusal], 'event')
})
afterAll(() => city.close())

interface Item {
  event_id: string
  body: Record<string, unknown>
}

/** Here: whoever sits at the machine of a demo, and may read the city alone. */
async function get(query: string, who: 'here' | 'operator' = 'here') {
  const token = { authorization: `Bearer ${city.operatorToken}` }
  const headers = { host: 'localhost', ...(who === 'operator' && token) }
  const { body, statusCode } = await app.inject({ url: `/v1/events?${query}`, headers })
  expect(statusCode).toBe(200)
  return body
}

const list = async (query: string, who?: 'here' | 'operator') =>
  JSON.parse(await get(query, who)) as { items: Item[]; next_cursor: string | null }

describe('the note of an event', () => {
  it('is for whoever may read rides; who may read the city alone gets all but it', async () => {
    const [told] = (await list('order=oldest', 'operator')).items.slice(1)
    expect(told?.body).toMatchObject({ reason: 'other', note: '田中様、満席' })
    const [kept] = (await list('order=oldest')).items.slice(1)
    expect(kept?.event_id).toBe(told?.event_id)
    const { note: _, ...rest } = told?.body ?? {}
    expect(kept?.body).toEqual(rest)
  })

  it('is in no file, whoever asks', async () => {
    for (const who of ['here', 'operator'] as const) {
      for (const labels of ['', '&labels=ja']) {
        const file = await get(`format=csv${labels}`, who)
        expect(file).toContain('e-9')
        expect(file).not.toContain('田中')
      }
    }
  })
})

describe('events', () => {
  it('come newest first where that is asked, in pages and in a file', async () => {
    const first = await list('order=newest&limit=2')
    expect(first.items.map(({ event_id }) => event_id)).toEqual(['e-4', 'e-3'])
    const second = await list(`order=newest&limit=2&cursor=${first.next_cursor}`)
    expect(second.items.map(({ event_id }) => event_id)).toEqual(['e-2', 'e-1'])
    const file = (await get('order=newest&format=csv')).split('\r\n')
    expect(file[1]).toContain('e-4')
    // A cursor of one order leads nowhere in the other.
    const url = `/v1/events?limit=2&cursor=${first.next_cursor}`
    expect((await app.inject({ url, headers: { host: 'localhost' } })).statusCode).toBe(400)
  })
})

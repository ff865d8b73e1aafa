import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { riderKeptMs } from '#domain/mobility/reduce-rider.ts'
import { always, page } from '#test/contracts/make-readings.ts'
import { bus, openHeart } from './open-heart.ts'

const minute = 60_000
const start = Date.UTC(2026, 11, 1)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

it('a note leaves after 13 months, the event stays, and health tells how many and when', async () => {
  let now = start
  const heart = await openHeart({ clock: { now: () => now, monotonicMs: () => now } })
  expect(heart.ingest.reduction()).toEqual({ last_ts: null, rows_total: 0 })
  const said = { type: 'pickup', passengers: 1, note: '裏口から' }
  const times = [start - riderKeptMs, start - riderKeptMs + 30 * minute, start]
  const events = times.map((ts, i) => ({ event_id: `e-${i}`, ts, ...said }))
  await heart.send(bus, events, { channel: 'event' })
  const notes = async () => {
    const { items } = await heart.store.listFacts('event', { range: always, ...page })
    return items.map(({ body }) => body['note'])
  }
  /** The next look of the retention; the store answers from a thread of its own. */
  const look = async () => {
    now += minute
    vi.advanceTimersByTime(minute)
    await expect.poll(() => heart.ingest.reduction().last_ts).toBe(now)
    return heart.ingest.reduction().rows_total
  }
  expect(await notes()).toEqual(['裏口から', '裏口から', '裏口から'])
  expect(await look()).toBe(1)
  expect(await notes()).toEqual([undefined, '裏口から', '裏口から'])
  expect(await look()).toBe(1)
  now += 30 * minute
  expect(await look()).toBe(2)
  expect(await notes()).toEqual([undefined, undefined, '裏口から'])
  await heart.close()
})

import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Clock } from '#domain/operation/clock.ts'
import { createDevice } from '../support/start-city.ts'
import { gauge, openHeart, type OpenHeart } from './open-heart.ts'

const minute = 60_000
const day = 1_440 * minute
const start = 1_795_334_400_000

let now = start
const clock: Clock = { now: () => now, monotonicMs: () => performance.now() }
let heart: OpenHeart
beforeEach(async () => {
  now = start
  heart = await openHeart({ clock })
})
afterEach(() => heart.close())

const board = () => heart.ingest.board.get(gauge.id)
/** Sends a report at a minute, by a clock that is so far ahead. */
const sendAt = (atMin: number, aheadMin = 0, level_m = 1) => {
  now = start + atMin * minute
  return heart.send(gauge, { ts: now + aheadMin * minute, level_m })
}

describe('the newest reading', () => {
  it('is that of the latest place: a stamp four minutes ahead does not outrank the truth after it', async () => {
    await sendAt(0, 4, 1.2)
    expect(board().latest).toMatchObject({ ts: start + 4 * minute, place_ts: start })
    await sendAt(1, 0, 1.3)
    expect(board().latest).toMatchObject({ ts: start + minute, values: { level_m: 1.3 } })
    expect(board().clockOffsetMs).toBeNull()
    await sendAt(2, -1, 9)
    expect(board().latest?.values).toEqual({ level_m: 9 })
    await sendAt(3, -20, 8)
    expect(board().latest?.values).toEqual({ level_m: 9 })
  })
})

describe('a gauge whose clock is six minutes ahead', () => {
  it('is shown with its value, and by how much it is wrong, until a report is right', async () => {
    await sendAt(0, 6)
    expect(board()).toMatchObject({ clockOffsetMs: 6 * minute, latest: { place_ts: start } })
    heart = await heart.reopen()
    expect(board().clockOffsetMs).toBe(6 * minute)
    await sendAt(10)
    expect(board().clockOffsetMs).toBeNull()
  })
})

describe('a gauge whose clock is two hours slow', () => {
  it('is found by its second report, whatever restart lies between, and stands at its receipt', async () => {
    await sendAt(0, -120)
    heart = await heart.reopen()
    await sendAt(10, -120)
    expect(board()).toMatchObject({
      clockOffsetMs: -120 * minute,
      latest: { ts: start - 110 * minute, place_ts: start + 10 * minute },
    })
    heart = await heart.reopen()
    await sendAt(20, -120)
    expect(board().latest?.place_ts).toBe(start + 20 * minute)
  })
})

describe('a dead clock', () => {
  it.each([
    ['1970', 0],
    ['2000', Date.UTC(2000, 0, 1)],
    ['a day before what is kept', start - 31 * day],
  ])(
    'of %s is never accepted and deleted: it is kept with its reason, counted and told',
    async (_when, ts) => {
      expect(
        await heart.send(gauge, [
          { ts, level_m: 4 },
          { ts: start, level_m: 1 },
        ]),
      ).toMatchObject({
        accepted: 1,
        quarantined: [{ index: 0, code: 'too_old' }],
      })
      expect(board().latest).toMatchObject({ ts: start, values: { level_m: 1 } })
      expect(heart.ingest.stats().outcomes['too_old']).toBe(1)
      const { items } = await heart.store.listFacts('quarantine', { limit: 10 })
      expect(items[0]).toMatchObject({ code: 'too_old', device: gauge.id })
      const [message] = heart.ingest.messages.list({ device: gauge.id, limit: 1 })
      expect(message?.quarantined[0]?.code).toBe('too_old')
    },
  )
})

describe('an archive that keeps two years', () => {
  it('is reason enough to take what is older than the readings kept here', async () => {
    await heart.close()
    heart = await openHeart({ clock, keptMs: 730 * day })
    const send = (ageDays: number) => heart.send(gauge, { ts: start - ageDays * day, level_m: 1 })
    expect(await send(700)).toMatchObject({ accepted: 1, quarantined: [] })
    expect(await send(731)).toMatchObject({ quarantined: [{ code: 'too_old' }] })
  })
})

describe('a server twenty minutes behind its fifty devices', () => {
  it('is doubted by all of them together, after a restart too, until its clock is set', async () => {
    const gauges = Array.from({ length: 50 }, (_, n) => createDevice(`gauge-x-${n}`, 'flood'))
    for (const one of gauges) heart.registry.add(one)
    const sendAll = (aheadMs: number) =>
      Promise.all(gauges.map((one) => heart.send(one, { ts: now + aheadMs, level_m: 1 })))
    await sendAll(20 * minute)
    const doubt = { behind_ms: 20 * minute, devices: 50, heard: 50 }
    expect(heart.ingest.stats().clock_doubt).toEqual(doubt)
    heart = await heart.reopen()
    expect(heart.ingest.stats().clock_doubt).toEqual(doubt)
    now += minute
    await sendAll(20 * minute)
    for (const { id } of gauges) {
      const { latest, clockOffsetMs } = heart.ingest.board.get(id)
      expect(latest).toMatchObject({ place_ts: now, reasons: ['clock_future', 'server_clock'] })
      expect(clockOffsetMs).toBeNull()
    }
    now += 20 * minute
    await sendAll(0)
    expect(heart.ingest.stats().clock_doubt).toBeNull()
  })
})

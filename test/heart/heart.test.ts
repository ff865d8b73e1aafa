import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalBatch } from '#domain/commit.ts'
import { followedCrossingsMax } from '#domain/live-stream.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import { bus, counter, desk, gauge, openHeart, type OpenHeart } from './open-heart.ts'

const minute = 60_000
const stored = (accepted: number) => ({ ok: true, accepted, duplicates: 0, quarantined: [] })

let heart: OpenHeart
/** A moment ago, so that clocks are believed. */
let now: number
beforeEach(async () => {
  heart = await openHeart()
  now = Date.now() - 25 * minute
})
afterEach(() => heart.close())

describe('the door', () => {
  it('takes a reading, and takes it once', async () => {
    const reading = { ts: now, seq: 1, level_m: 0.8 }
    expect(await heart.send(gauge, reading)).toEqual(stored(1))
    expect(await heart.send(gauge, reading)).toEqual({ ...stored(0), duplicates: 1 })
    expect(await heart.send(gauge, { ...reading, level_m: 0.9 })).toEqual(stored(1))
    const { items } = await heart.store.listReadings(
      'flood',
      gauge.id,
      { from: now, to: now + 1 },
      { limit: 9 },
    )
    expect(items).toMatchObject([
      { ts: now, seq: 1, origin: 'field', values: { level_m: 0.9 }, flag: 1 },
    ])
    expect(await heart.store.listRevisions('flood', gauge.id, now)).toHaveLength(2)
  })

  it('keeps the good readings of an array and the bad ones apart', async () => {
    const array = [{ ts: now, level_m: 0.8 }, { ts: now + 1 }, { ts: now + 2, level_m: 0.9 }]
    expect(await heart.send(gauge, array)).toEqual({
      ...stored(2),
      quarantined: [
        { index: 1, code: 'no_value', detail: 'send at least one of level_m, rain_mm' },
      ],
    })
    const { items } = await heart.store.listFacts('quarantine', { limit: 9 })
    expect(items).toMatchObject([
      {
        device: gauge.id,
        channel: 'reading',
        via: 'mqtt',
        code: 'no_value',
        index: 1,
        payload: `{"ts":${now + 1}}`,
      },
    ])
  })

  it('gives one verdict to a payload, whichever way it came', async () => {
    const payload = [{ ts: now, level_m: 'high' }, { ts: now / 1000, level_m: 1 }, 3]
    const byMqtt = await heart.send(gauge, payload)
    const byHttp = await heart.send(gauge, payload, { via: 'http' })
    expect(byHttp).toEqual(byMqtt)
    expect(byMqtt).toMatchObject({
      quarantined: [{ code: 'field_type' }, { code: 'ts_in_seconds' }, { code: 'payload_shape' }],
    })
  })

  it('takes events from buses and desks only', async () => {
    const event = { event_id: 'e1', ts: now, type: 'service_start', vehicle: 'bus-1' }
    const channel = 'event' as const
    expect(await heart.send(bus, event, { channel })).toEqual(stored(1))
    expect(await heart.send(bus, event, { channel })).toMatchObject({ accepted: 0, duplicates: 1 })
    expect(await heart.send(desk, event, { channel })).toEqual(stored(1))
    expect(await heart.send(counter, event, { channel })).toMatchObject({
      accepted: 0,
      quarantined: [{ index: 0, code: 'kind_without_events' }],
    })
  })

  it('hears of a device that comes and goes', async () => {
    const online = () => heart.ingest.board.get(gauge.id).online
    const changes: (boolean | null)[] = []
    heart.ingest.onConnected(() => changes.push(online()))
    expect(online()).toBeNull()
    heart.ingest.connect(gauge.id, true)
    // Whatever it says of itself, it is connected.
    await heart.send(gauge, { online: false }, { channel: 'status' })
    expect(online()).toBe(true)
    heart.ingest.connect(gauge.id, false)
    await heart.send(gauge, { online: true }, { channel: 'status' })
    expect(online()).toBe(false)
    expect(changes).toEqual([true, false])
  })

  it('knows nobody to be connected after a restart, and who was connected before', async () => {
    heart.ingest.connect(gauge.id, true)
    await heart.send(gauge, { ts: now, level_m: 0.8 })
    heart = await heart.reopen()
    expect(heart.ingest.board.get(gauge.id)).toMatchObject({ online: false, onlineSinceTs: null })
    expect(heart.ingest.board.get(bus.id).online).toBeNull()
  })

  it('counts what went through it', async () => {
    await heart.send(gauge, { ts: now, level_m: 0.8 })
    await heart.send(gauge, { ts: now, level_m: 0.8 })
    await heart.send(gauge, 'not json')
    const stats = heart.ingest.stats()
    expect(stats).toMatchObject({
      readings_total: 1,
      duplicates_total: 1,
      quarantined_total: 1,
      queued: 0,
      outcomes: { accepted: 1, duplicate: 1, payload_not_json: 1 },
      store: { ok: true },
    })
    expect(stats.commit_p50_ms).toBeGreaterThan(0)
  })

  it('is closed once the city closes', async () => {
    await heart.ingest.close()
    expect(await heart.send(gauge, { ts: now, level_m: 0.8 })).toMatchObject({
      ok: false,
      code: 'not_committed',
    })
  })
})

describe('the board', () => {
  const latest = () => heart.ingest.board.get(gauge.id).latest

  it('shows the newest reading by its place: its own time, but never one after its receipt', async () => {
    await heart.send(gauge, { ts: now, level_m: 1 })
    await heart.send(gauge, { ts: now - minute, level_m: 2 })
    expect(latest()).toMatchObject({ ts: now, values: { level_m: 1 } })
    await heart.send(gauge, { ts: now, level_m: 1.1 })
    expect(latest()).toMatchObject({ ts: now, values: { level_m: 1.1 } })
  })

  it('judges lateness by the mode the device is in', async () => {
    const intervalMs = () => heart.ingest.board.get(gauge.id).intervalMs
    expect(intervalMs()).toBe(10 * minute)
    await heart.send(gauge, { ts: now, level_m: 1, mode: 'calm' })
    expect(intervalMs()).toBe(1_440 * minute)
    await heart.send(gauge, { ts: now + 1, level_m: 1 })
    expect(intervalMs()).toBe(1_440 * minute)
    heart.registry.update(gauge.id, { every_ms: { calm: 3_600_000 } })
    expect(intervalMs()).toBe(3_600_000)
  })

  it('knows the level, and the last one when there is none now', async () => {
    const level = () => {
      const { level: now, lastLevel } = heart.ingest.board.get(gauge.id)
      return [now, lastLevel?.level]
    }
    await heart.send(gauge, { ts: now, level_m: 1.45 })
    expect(level()).toEqual([2, 2])
    // Rain alone says nothing of the level; a level that could not be measured does.
    await heart.send(gauge, { ts: now + minute, rain_mm: 1 })
    expect(level()).toEqual([2, 2])
    await heart.send(gauge, { ts: now + 2 * minute, level_m: null })
    expect(level()).toEqual([null, 2])
    await heart.send(gauge, { ts: now + 3 * minute, rain_mm: 1 })
    expect(level()).toEqual([null, 2])
  })

  it('shows a level that its gauge’s rain has overtaken: an alarm was raised for it', async () => {
    await heart.send(gauge, { ts: now, level_m: 1.25 })
    await heart.send(gauge, { ts: now + 5_000, rain_mm: 1 })
    await heart.send(gauge, { ts: now + 2_000, level_m: 1.45 })
    const { latest, level, lastLevel } = heart.ingest.board.get(gauge.id)
    expect(latest).toMatchObject({ ts: now + 5_000, values: { rain_mm: 1 } })
    expect(level).toBe(2)
    expect(lastLevel).toMatchObject({ level: 2, ts: now + 2_000, value: 1.45 })
    await expect.poll(() => heart.ingest.alarms.highest()).toBe(2)
    await heart.send(gauge, { ts: now + 1_000, level_m: 1.25 })
    expect(heart.ingest.board.get(gauge.id).level).toBe(2)
  })

  it('tells what changed since a moment, in the words of the journal', async () => {
    const { board } = heart.ingest
    const batches: JournalBatch[] = []
    heart.ingest.addConsumer({ name: 'test', apply: (batch) => batches.push(batch) })
    await heart.send(gauge, { ts: now, level_m: 1 })
    const { seq } = board
    await heart.send(counter, { ts: now, clients: 3, window_s: 300 })
    expect(board.changedSince(seq).map(({ device }) => device.id)).toEqual([counter.id])
    expect(batches.map((batch) => batch.seq)).toEqual([seq, board.seq])
    expect(batches[0]?.changes).toMatchObject([{ type: 'reading', outcome: 0 }])
  })

  it('shows a device as soon as it is registered', () => {
    heart.registry.add({ ...gauge, id: 'gauge-2' })
    expect(heart.ingest.board.find('gauge-2')).toMatchObject({
      latest: null,
      level: null,
      changeSeq: 0,
    })
  })
})

describe('an alarm', () => {
  it('of a gauge that flaps is handed to a new page no more often than the page can keep', async () => {
    const { alarms } = heart.ingest
    const count = followedCrossingsMax + 100
    const flaps = Array.from({ length: count }, (_, index) => ({
      ts: now + index * 1_000,
      level_m: index % 2 === 0 ? 1.35 : 1.2,
    }))
    for (let sent = 0; sent < count; sent += 100) {
      await heart.send(gauge, flaps.slice(sent, sent + 100))
    }
    await expect.poll(() => alarms.crossingSeq).toBe(count)
    const numbers = alarms.crossingsSince(-1).map(({ crossing_seq }) => crossing_seq)
    expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([followedCrossingsMax, 101, count])
    expect(alarms.crossingsSince(count - 2).map(({ crossing_seq }) => crossing_seq)).toEqual([
      count - 1,
      count,
    ])
  })

  it('is heard at once, once, and kept as an episode', async () => {
    const heard: CrossingResource[] = []
    const { ingest } = heart
    ingest.onCrossings((crossings) => heard.push(...crossings))
    const levels = [1.25, 1.35, 1.6, 1.45, 1.25]
    for (const [index, level_m] of levels.entries()) {
      await heart.send(gauge, { ts: now + index * minute, level_m })
      await heart.send(gauge, { ts: now + index * minute, level_m })
    }
    await expect.poll(() => heard.map(({ to_level }) => to_level)).toEqual([1, 4, 2, 0])
    expect(heard.map(({ crossing_seq }) => crossing_seq)).toEqual([1, 2, 3, 4])
    expect(ingest.alarms.crossingsSince(2)).toEqual(heard.slice(2))
    expect(ingest.alarms.highest()).toBe(0)
    expect(ingest.alarms.list({ limit: 9 })).toMatchObject({
      items: [
        {
          id: 'gauge-1.1',
          name: gauge.name,
          condition: 'cleared',
          peak_level: 4,
          value: 1.6,
          threshold_key: 'danger',
          raised_ts: now + minute,
          cleared_ts: now + 4 * minute,
          crossings: heard,
        },
      ],
      next_cursor: null,
    })
  })

  it('is listed newest first, page by page', async () => {
    const { ingest } = heart
    for (let index = 0; index < 10; index += 1) {
      await heart.send(gauge, { ts: now + index * minute, level_m: index % 2 === 0 ? 1.25 : 1.54 })
    }
    await heart.send(gauge, { ts: now + 10 * minute, level_m: 1.54 })
    await expect.poll(() => ingest.alarms.crossingSeq).toBe(9)
    const ids: string[] = []
    let cursor: string | undefined
    do {
      const page = ingest.alarms.list({ limit: 2, cursor })
      ids.push(...page.items.map(({ id }) => id))
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined)
    expect(ids).toEqual([9, 7, 5, 3, 1].map((seq) => `gauge-1.${seq}`))
    expect(ingest.alarms.list({ limit: 9, condition: 'active' }).items).toHaveLength(1)
    expect(ingest.alarms.highest()).toBe(4)
  })
})

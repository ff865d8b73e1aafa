import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { StoreState } from '#journal/store-state.ts'
import { counter, gauge, openHeart } from './open-heart.ts'

const minuteMs = 60_000
const poisonM = 6.66

/** A heart whose database refuses one value, as a defect of ours would make it. */
async function openPoisoned() {
  const heart = await openHeart()
  onTestFinished(() => heart.close())
  const db = new DatabaseSync(join(heart.folder, 'readings.db'))
  db.exec(`CREATE TRIGGER poison BEFORE INSERT ON reading_flood WHEN new.level_m = ${poisonM}
    BEGIN SELECT raise(ABORT, 'no such luck'); END`)
  db.close()
  const states: StoreState[] = []
  heart.ingest.onStoreState((state) => states.push(state))
  return { heart, states }
}

const listStored = async ({ store }: Awaited<ReturnType<typeof openHeart>>) => {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
  const { items } = await store.listReadings('flood', gauge.id, range, { limit: 1_000 })
  return items.map(({ ts }) => ts)
}

describe('a payload that the store cannot take', () => {
  it('goes into quarantine, and nobody else hears of it', async () => {
    const { heart, states } = await openPoisoned()
    const start = Date.now() - 100 * minuteMs
    const levels = Array.from({ length: 90 }, (_, n) => (n === 37 ? poisonM : 1))
    const answers = await Promise.all([
      ...levels.map((level_m, n) => heart.send(gauge, { ts: start + n, seq: n, level_m })),
      heart.send(counter, { ts: start, clients: 5, window_s: 300 }),
    ])
    const refused = answers.filter((answer) => answer.ok && answer.quarantined.length > 0)
    expect(refused).toEqual([answers[37]])
    expect(answers[37]).toMatchObject({
      ok: true,
      accepted: 0,
      quarantined: [{ code: 'store_refused', detail: 'no such luck (SQLite 19)' }],
    })
    expect(answers.every(({ ok }) => ok)).toBe(true)
    expect(await listStored(heart)).toEqual(
      levels.flatMap((level, n) => (level === poisonM ? [] : [start + n])),
    )
    expect(states).toEqual([])
    const { items } = await heart.store.listFacts('quarantine', { limit: 10 })
    expect(items).toMatchObject([
      {
        device: gauge.id,
        kind: 'flood',
        channel: 'reading',
        via: 'mqtt',
        code: 'store_refused',
        payload: `{"ts":${start + 37},"seq":37,"boot":null,"level_m":${poisonM}}`,
      },
    ])
    expect(heart.ingest.stats()).toMatchObject({ quarantined_total: 1, queued: 0, queued_bytes: 0 })
  })

  it('is one element of an array, and the others raise their alarms', async () => {
    const { heart, states } = await openPoisoned()
    const start = Date.now() - 100 * minuteMs
    const readings = [1, poisonM, 'high', 1.6].map((level_m, n) => ({ ts: start + n, level_m }))
    expect(await heart.send(gauge, readings)).toMatchObject({
      ok: true,
      accepted: 2,
      quarantined: [
        { index: 2, code: 'field_type' },
        { index: 1, code: 'store_refused' },
      ],
    })
    expect(await listStored(heart)).toEqual([start, start + 3])
    const { items } = await heart.store.listFacts('quarantine', { limit: 10 })
    expect(items.map(({ code, index }) => `${code} ${index}`).toSorted()).toEqual([
      'field_type 2',
      'store_refused 1',
    ])
    expect(states).toEqual([])
    await expect.poll(() => heart.ingest.alarms.crossingSeq).toBe(1)
  })

  it('has its place in the array, whatever the order there', async () => {
    const { heart } = await openPoisoned()
    const start = Date.now() - 100 * minuteMs
    const readings = [3, 1, 2, 0].map((n) => ({ ts: start + n, level_m: n === 2 ? poisonM : 1 }))
    expect(await heart.send(gauge, readings, { via: 'http' })).toMatchObject({
      accepted: 3,
      quarantined: [{ index: 2, code: 'store_refused' }],
    })
    expect(await listStored(heart)).toEqual([start, start + 1, start + 3])
  })

  it('delays no alarm, also where hundreds are', async () => {
    const { heart } = await openPoisoned()
    const start = Date.now() - 100 * minuteMs
    const before = heart.ingest.stats().commits_total
    await Promise.all(
      Array.from({ length: 500 }, (_, n) =>
        heart.send(gauge, { ts: start + n, level_m: n === 499 ? 1.6 : poisonM }),
      ),
    )
    await expect.poll(() => heart.ingest.alarms.crossingSeq).toBe(1)
    // All that came, and the crossing.
    expect(heart.ingest.stats().commits_total - before).toBe(2)
  })

  it('is kept as it came to the bridge', async () => {
    const { heart } = await openPoisoned()
    const from = { source: 'lora', address: 'a1b2' }
    const bridged = { from, original: Buffer.from('{"level":666}') }
    const ts = Date.now() - minuteMs
    await heart.send(gauge, { ts, level_m: poisonM }, { via: 'bridge', bridged })
    const { items } = await heart.store.listFacts('quarantine', { limit: 10 })
    expect(items).toMatchObject([
      { code: 'store_refused', via: 'bridge', uplink: from, payload: '{"level":666}' },
    ])
  })

  it('stops the intake where quarantine does not take it either', async () => {
    const { heart, states } = await openPoisoned()
    const db = new DatabaseSync(join(heart.folder, 'readings.db'))
    db.exec(`CREATE TRIGGER full BEFORE INSERT ON quarantine
      BEGIN SELECT raise(ABORT, 'nor here'); END`)
    db.close()
    const ts = Date.now() - minuteMs
    expect(await heart.send(gauge, { ts, level_m: poisonM })).toMatchObject({
      ok: false,
      code: 'not_committed',
    })
    expect(states).toEqual([{ ok: false, detail: 'nor here (SQLite 19)' }])
  })
})

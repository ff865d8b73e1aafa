import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { StoreState } from '#ingest/ingest.ts'
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
    const { items } = await heart.store.listQuarantine({}, { limit: 10 })
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

  it('is kept whole where it is an array, also what of it was refused before', async () => {
    const { heart, states } = await openPoisoned()
    const start = Date.now() - 100 * minuteMs
    const readings = [1, poisonM, 'high'].map((level_m, n) => ({ ts: start + n, level_m }))
    expect(await heart.send(gauge, readings)).toMatchObject({
      ok: true,
      accepted: 0,
      quarantined: [{ code: 'field_type' }, { code: 'store_refused' }, { code: 'store_refused' }],
    })
    expect(await listStored(heart)).toEqual([])
    const { items } = await heart.store.listQuarantine({}, { limit: 10 })
    expect(items.map(({ code }) => code).toSorted()).toEqual([
      'field_type',
      'store_refused',
      'store_refused',
    ])
    expect(states).toEqual([])
    // Sent again without it.
    expect(await heart.send(gauge, readings.slice(0, 1))).toMatchObject({ accepted: 1 })
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

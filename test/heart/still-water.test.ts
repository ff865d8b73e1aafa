import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { JournalBatch } from '#domain/commit.ts'
import type { Device } from '#domain/devices/device.ts'
import { kinds } from '#domain/kinds/index.ts'
import { createDevice } from '#test/support/start-city.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { StillWater } from '#views/still/still-water.ts'
import { openHeart, type OpenHeart } from './open-heart.ts'
import { readBatches } from './read-whole-journal.ts'

const minute = 60_000
const hour = 60 * minute
const startTs = 1_795_334_400_000

/** It stands at level 4 for eight hours, and rain falls beside it. */
const ditch = createDevice('gauge-ditch', 'flood', {
  thresholds: localThresholds({ standby: 1.3, caution: 1.4, danger: 1.5 }),
})
const rain = createDevice('rain-1', 'flood')

let now: number
let heart: OpenHeart
beforeEach(async () => {
  now = startTs
  heart = await openHeart({ clock: { now: () => now, monotonicMs: () => now } })
  for (const device of [ditch, rain]) heart.registry.add(device)
})
afterEach(() => heart.close())

async function stand(device: Device, fromTs: number, toTs: number) {
  const answers = []
  for (now = fromTs; now <= toTs; now += 10 * minute) {
    answers.push(heart.send(device, { ts: now, level_m: 1.62, battery_v: 12.4 }))
  }
  await Promise.all(answers)
}

async function rainFalls(ts: number) {
  now = ts
  await heart.send(rain, { ts, rain_mm: 6 })
}

const listFlags = async () => {
  const range = { from: 0, to: Number.MAX_SAFE_INTEGER }
  const { items } = await heart.store.listReadings('flood', ditch.id, range, { limit: 100 })
  return items.map(({ flag }) => flag)
}

describe('a gauge at which the flood stands still', () => {
  it('keeps its level and stays good, and the board says how long nothing changed', async () => {
    await stand(ditch, startTs, startTs + 26 * hour)
    expect(new Set(await listFlags())).toEqual(new Set([1]))
    heart = await heart.reopen()
    expect(heart.ingest.board.get(ditch.id)).toMatchObject({
      level: 4,
      unchangedMs: 26 * hour,
      lastLevel: { level: 4, flag: 1 },
    })
  })

  it('is suspect after rain beside it: that raises, clears and withdraws nothing', async () => {
    await stand(ditch, startTs, startTs + 6 * hour)
    await rainFalls(startTs + 6 * hour + minute)
    await stand(ditch, startTs + 6 * hour + 10 * minute, startTs + 8 * hour)
    await expect.poll(async () => (await listFlags()).filter((flag) => flag === 3).length).toBe(6)
    heart = await heart.reopen()
    expect(heart.ingest.board.get(ditch.id)).toMatchObject({
      level: 4,
      alarmLevel: 4,
      confirmed: true,
      unchangedMs: 8 * hour,
      latest: { flag: 3, reasons: ['flat:level_m'] },
      lastLevel: { level: 4, flag: 3 },
    })
    const { items } = await heart.store.listFacts('crossing', { limit: 10 })
    expect(items).toMatchObject([{ from_level: 0, to_level: 4, confirmed: true }])
    const [verdict] = await heart.store.listVerdicts('flood', ditch.id, startTs + 8 * hour)
    expect(verdict).toMatchObject({ author: 'machimori', replaced: { flag: 1 } })
    expect(verdict?.note).toContain(rain.id)
  })

  it('gets the same verdicts where the journal is judged again', async () => {
    await stand(ditch, startTs, startTs + 6 * hour)
    await rainFalls(startTs + 6 * hour + minute)
    await stand(ditch, startTs + 6 * hour + 10 * minute, startTs + 9 * hour)
    heart = await heart.reopen()
    const batches: JournalBatch[] = []
    for await (const batch of readBatches(heart.store)) batches.push(batch)
    const judge = (journal: readonly JournalBatch[]) => {
      const found: unknown[] = []
      const still = new StillWater({
        directory: heart.registry,
        kinds,
        submit: ({ entries }) => found.push(...entries.map((one) => 'record' in one && one.record)),
      })
      for (const batch of journal) still.replay(batch)
      still.sayAll()
      return found
    }
    const only = (isKept: (type: string) => boolean) =>
      batches.map((batch) => ({
        ...batch,
        changes: batch.changes.filter(({ type }) => isKept(type)),
      }))
    const verdicts = only((type) => type === 'verdict').flatMap(({ changes }) => changes)
    expect(verdicts).toHaveLength(12)
    const committed = verdicts.map((change) => change.type === 'verdict' && change.record)
    expect(judge(only((type) => type === 'reading'))).toEqual(committed)
    expect(judge(batches)).toEqual([])
  })
})

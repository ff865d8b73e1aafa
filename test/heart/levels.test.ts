import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished } from 'vitest'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { openInventory } from '#inventory/open.ts'
import { bySato, timeZone } from '#test/inventory/people-and-gauge.ts'
import { localThresholds } from '#test/support/local-thresholds.ts'
import { gauge, openHeart, type OpenHeart } from './open-heart.ts'

const minute = 60_000

async function openAtLevel4(): Promise<{ heart: OpenHeart; now: number }> {
  const heart = await openHeart()
  const now = Date.now() - 20 * minute
  await heart.send(gauge, [
    { ts: now, level_m: 1.25 },
    { ts: now + minute, level_m: 1.54 },
  ])
  await expect.poll(() => heart.ingest.alarms.highest()).toBe(4)
  return { heart, now }
}

const recordOf = async ({ store }: OpenHeart) => {
  const { items } = await store.listFacts('crossing', { limit: 9 })
  return items.toReversed().map(({ from_level, to_level, withdraws, reason }) => {
    return [from_level, to_level, withdraws, reason]
  })
}

it('what 0.1.0 saved goes on: an alarm that stands still does, and its value is known', async () => {
  const { heart: before, now } = await openAtLevel4()
  const heart = await before.reopen()
  await heart.ingest.close()
  const db = new DatabaseSync(join(heart.folder, 'readings.db'))
  const old = JSON.stringify({ level: 4, ts: now + minute })
  db.prepare(`UPDATE projection SET value = ? WHERE consumer = 'levels'`).run(old)
  db.close()

  const after = await openHeart({ folder: heart.folder })
  onTestFinished(() => after.close())
  const shown = { level: 4, lastLevel: { level: 4, ts: now + minute, value: 1.54, flag: 1 } }
  expect(after.ingest.board.get(gauge.id)).toMatchObject(shown)
  expect(after.ingest.alarms.list({ limit: 9 }).items).toMatchObject([
    { id: 'gauge-1.1', condition: 'active', level: 4 },
  ])
  // The crossing of then is known too: what it was raised for is gone, and so is the alarm.
  await after.send(gauge, { ts: now + minute, level_m: null })
  await expect.poll(() => after.ingest.alarms.highest()).toBe(0)
  expect(await recordOf(after)).toEqual([
    [0, 4, null, null],
    [4, 0, 1, 'revised'],
  ])
  expect(after.ingest.alarms.list({ limit: 9 }).items).toEqual([])
})

it('other thresholds are another level at once, in the record as on the board', async () => {
  const { heart, now } = await openAtLevel4()
  onTestFinished(() => heart.close())
  const higher = localThresholds({ standby: 1.3, caution: 1.7, danger: 1.8 })
  heart.registry.update(gauge.id, { thresholds: higher })
  expect(heart.ingest.board.get(gauge.id)).toMatchObject({ level: 1, lastLevel: { level: 1 } })
  await expect.poll(() => heart.ingest.alarms.highest()).toBe(1)
  expect(await recordOf(heart)).toEqual([
    [0, 4, null, null],
    [4, 1, null, 'thresholds_changed'],
  ])
  expect(heart.ingest.board.get(gauge.id).lastLevel).toMatchObject({
    ts: now + minute,
    value: 1.54,
  })
})

it('a gauge that is retired during an alarm leaves the board, and the alarm ends with the reason', async () => {
  const { heart, now } = await openAtLevel4()
  const inventory = openInventory({
    registry: heart.registry,
    clock: systemClock,
    kinds,
    timeZone,
  })
  const done = inventory.retire(gauge.id, bySato('橋の架け替え'))
  expect(done).toMatchObject({ device: { retired: { reason: '橋の架け替え' } } })
  expect(heart.ingest.board.find(gauge.id)).toBeUndefined()
  await expect.poll(() => heart.ingest.alarms.highest()).toBe(0)
  const ended = [
    [0, 4, null, null],
    [4, 0, null, 'device_retired'],
  ]
  expect(await recordOf(heart)).toEqual(ended)

  const after = await heart.reopen()
  onTestFinished(() => after.close())
  expect(after.ingest.board.find(gauge.id)).toBeUndefined()
  expect(after.ingest.alarms.highest()).toBe(0)
  expect(await recordOf(after)).toEqual(ended)
  const range = { from: now, to: now + 2 * minute }
  const { items } = await after.store.listReadings('flood', gauge.id, range, { limit: 9 })
  expect(items).toHaveLength(2)
})

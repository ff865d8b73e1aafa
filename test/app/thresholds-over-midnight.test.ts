import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { systemClock, type Clock } from '#domain/operation/clock.ts'
import { isRefusal } from '#domain/words/refusal.ts'
import { bySato, thresholdsOf } from '#test/inventory/people-and-gauge.ts'
import { startTestCity, type StartedCity } from '../support/start-city.ts'

const minute = 60_000
const day = 86_400_000
const tokyoMs = 9 * 3_600_000

/** The midnight in Tokyo that comes next, and the day that begins with it. */
function nextMidnight(): { midnight: number; monday: string } {
  const midnight = (Math.floor((Date.now() + tokyoMs) / day) + 1) * day - tokyoMs
  return { midnight, monday: new Date(midnight + tokyoMs).toISOString().slice(0, 10) }
}

function send({ registry, ingest }: StartedCity, id: string, payload: object): Promise<void> {
  const device = registry.find(id)
  if (!device) throw new Error('no device')
  const bytes = Buffer.from(JSON.stringify(payload))
  const incoming = { device, channel: 'reading', via: 'mqtt', bestEffort: false } as const
  return new Promise((done, failed) => {
    ingest.door.accept({ ...incoming, payload: bytes }, (result) =>
      result.ok ? done() : failed(new Error(JSON.stringify(result))),
    )
  })
}

const recordOf = async ({ store }: StartedCity) => {
  const { items } = await store.listFacts('crossing', { limit: 9 })
  return items
    .toReversed()
    .map(({ from_level, to_level, reason }) => [from_level, to_level, reason])
}

it('thresholds of tomorrow raise at midnight, in a city that was restarted over it', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'machimori-midnight-'))
  onTestFinished(() => rmSync(dataFolder, { recursive: true }))
  const { midnight, monday } = nextMidnight()
  const hands = { wall: midnight - 5 * minute }
  const clock: Clock = { now: () => hands.wall, monotonicMs: systemClock.monotonicMs }
  const options = { dataFolder, clock }

  const evening = await startTestCity(options)
  const { id } = evening.addDevice('flood')
  await send(evening, id, { ts: hands.wall, level_m: 1.2 })
  const plan = (caution: number, valid_from: string | null) => {
    const given = thresholdsOf({ caution, valid_from })
    const set = evening.inventory.setThresholds(id, given, bySato('年次改定'))
    if (isRefusal(set)) throw new Error(set.detail)
  }
  plan(2, null)
  plan(1, monday)
  expect(evening.ingest.alarms.highest()).toBe(0)
  await evening.close()

  hands.wall = midnight + minute
  const morning = await startTestCity(options)
  onTestFinished(() => morning.close())
  await expect.poll(() => morning.ingest.alarms.highest()).toBe(2)
  expect(morning.ingest.board.get(id)).toMatchObject({ level: 2, alarmLevel: 2 })
  expect(await recordOf(morning)).toEqual([[0, 2, 'thresholds_changed']])

  // And in one that runs: at its midnight, by its clock, within a second.
  const higher = thresholdsOf({
    caution: 3,
    valid_from: new Date(midnight + tokyoMs + day).toISOString().slice(0, 10),
  })
  morning.inventory.setThresholds(id, higher, bySato())
  hands.wall = midnight + day
  await expect.poll(() => morning.ingest.alarms.highest(), { timeout: 10_000 }).toBe(0)
  expect(await recordOf(morning)).toEqual([
    [0, 2, 'thresholds_changed'],
    [2, 0, 'thresholds_changed'],
  ])
})

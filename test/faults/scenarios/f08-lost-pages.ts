import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { createShim, type Shim } from '../rigs/shim.ts'
import { createSyncedDisk, type SyncedDisk } from '../rigs/synced-disk.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const rounds = { glance: 1, short: 3, full: 100 }
const controlRounds = { glance: 1, short: 2, full: 20 }
/** Acknowledged before the fsync fails, and again before the power goes. */
const readingsBetween = 1_000
const patienceMs = 120_000

interface Rig {
  city: FaultCity
  disk: SyncedDisk
  fleet: Fleet
  shim: Shim
}

async function createRig(setting: Setting): Promise<Rig> {
  const shim = createShim(setting, setting.folder)
  const disk = createSyncedDisk(setting)
  const city = await createFaultCity(setting, { gauges, env: { ...shim.env, ...disk.env } })
  const fleet = createFleet({ ...city, window })
  fleet.comeBackTo(city.ports.mqtt)
  // Nobody is there yet: from now on all of them knock until somebody is.
  await fleet.connect(city.ports.mqtt).catch(() => undefined)
  return { city, disk, fleet, shim }
}

async function takeReadings({ fleet }: Rig): Promise<void> {
  const enough = fleet.acked + readingsBetween
  await until('readings are taken', patienceMs, () => fleet.acked >= enough)
}

/** One fsync of the log, under load, as the order has it. */
async function failOnce({ shim }: Rig, order: 'failOnce' | 'loseOnce'): Promise<void> {
  shim.sync(order)
  await until('an fsync has failed', patienceMs, shim.hasFailedOnce)
}

/**
 * An fsync fails once, and the next one says yes although the pages are lost. The server goes on,
 * or is killed at once and reads in its log what is in memory only; then the power goes.
 */
async function failAndCut(rig: Rig, isKilled: boolean): Promise<void> {
  const { city, disk } = rig
  let server = await city.start()
  await takeReadings(rig)
  await failOnce(rig, 'failOnce')
  if (isKilled) {
    await server.kill()
    server = await city.start()
  }
  await takeReadings(rig)
  await server.kill()
  disk.cut(city.folder)
}

/** The kernel does not keep for a second try what a failed fsync was to write. */
export const lostPages: Scenario = {
  id: 'F08-LOST',
  title: 'an fsync that fails once and loses its pages, then a power cut',
  needs: ['C compiler'],
  async run(setting) {
    const rig = await createRig(setting)
    const { city, fleet, shim } = rig
    const count = rounds[setting.effort]
    for (let round = 0; round < count; round++) {
      setting.tellProgress(`${round} of ${count} rounds`)
      await failAndCut(rig, false)
      await failAndCut(rig, true)
    }
    const server = await city.start()
    await takeReadings(rig)
    await fleet.settle()
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: { ...promiseTotals(comparison), kills: 3 * count, cuts: 2 * count },
      figures: [
        { name: 'fsyncs that failed, and power cuts', value: 2 * count, unit: '' },
        none('fsyncs over a handle that had failed', shim.askedAgain()),
        ...promiseFigures(comparison),
      ],
    }
  },
}

/** How many acknowledged readings are gone where the second answer of an fsync is believed. */
async function loseAndCut(setting: Setting): Promise<number> {
  const rig = await createRig(setting)
  const { city, disk, fleet } = rig
  const server = await city.start()
  await takeReadings(rig)
  await failOnce(rig, 'loseOnce')
  await takeReadings(rig)
  await server.kill()
  fleet.drop()
  disk.cut(city.folder)
  return (await city.compare()).lost
}

/** The rig on trial: a server that believes the second answer must be seen to lose. */
export const lostPagesControl: Scenario = {
  id: 'F08-CONTROL',
  title: 'the same with a program that asks the same file again: the loss must be seen',
  needs: ['C compiler'],
  async run(setting) {
    const lost: number[] = []
    for (let round = 0; round < controlRounds[setting.effort]; round++) {
      // A city of its own: comparing opens the store, and what it writes then has no copy.
      const folder = join(setting.folder, `control-${round}`)
      mkdirSync(folder)
      lost.push(await loseAndCut({ ...setting, folder }))
    }
    return {
      figures: [
        {
          name: 'losses that were seen',
          value: lost.filter((count) => count > 0).length,
          unit: '',
          target: { atLeast: controlRounds[setting.effort] },
        },
        { name: 'readings lost, fewest', value: Math.min(...lost), unit: '' },
      ],
    }
  },
}

import { once } from 'node:events'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { Figure } from '#test/bench/result.ts'
import { spawnCity } from '#test/support/city-process.ts'
import type { Comparison } from '../checker/messages.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { addComparisons, promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { createNextVersion, migrationWords } from '../rigs/next-version.ts'
import { fill, mountSmallDisk } from '../rigs/small-disk.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const rounds = { glance: 1, short: 2, full: 50 }
const readingsBefore = 5_000
const patienceMs = 120_000
/** Starts of the new version that are killed on the way, and up to when, in starts of the old one. */
const killsARound = 4
const lifeMax = 1.3
/** One kill an upgrade is aimed at its migration, and most of them must meet it. */
const withinShare = 0.5
/** Room for a start that changes nothing; the migration needs more than this. */
const spareBytes = 700_000
const disk = '64m'

const flag = (name: string, isTrue: boolean): Figure => ({
  name,
  value: Number(isTrue),
  unit: '',
  target: { atLeast: 1 },
})

/** Schema and number of readings. */
function describeFile(folder: string): { schema: number; readings: number } {
  const db = new DatabaseSync(join(folder, 'readings.db'))
  const select = 'SELECT count(*) AS readings, user_version FROM reading_flood, pragma_user_version'
  const row = db.prepare(select).get()
  db.close()
  return { schema: Number(row?.['user_version']), readings: Number(row?.['readings']) }
}

/** Why the server does not start; empty where it does. */
const refusalOf = (start: Promise<{ kill(): Promise<void> }>): Promise<string> =>
  start.then(
    async (server) => {
      await server.kill()
      return ''
    },
    (error: Error) => error.message,
  )

interface Upgrade {
  /** How long the old version took to start, ms. */
  startMs: number
  city: FaultCity
  fleet: Fleet
  next: string
}

/** A city of the present version that took readings and was killed under load. */
async function liveUntilUpgrade(
  setting: Setting,
  { next, dataFolder }: { next: string; dataFolder: string },
): Promise<Upgrade> {
  const city = await createFaultCity(setting, { gauges, dataFolder, checkerRoot: next })
  const fleet = createFleet({ ...city, window })
  fleet.comeBackTo(city.ports.mqtt)
  const startedMs = performance.now()
  const server = await city.start()
  const startMs = performance.now() - startedMs
  await fleet.connect(city.ports.mqtt)
  await until('readings', patienceMs, () => fleet.acked >= readingsBefore)
  await server.kill()
  return { city, fleet, next, startMs }
}

/**
 * Starts the new version and kills it: at any moment, or as soon as its migration has begun. True
 * where that had begun and was not done.
 */
async function startAndKill(
  setting: Setting,
  { city, next, startMs }: Upgrade,
  isAimed: boolean,
): Promise<boolean> {
  const child = spawnCity({ dataFolder: city.dataFolder, ports: city.ports, root: next })
  setting.onEnd(() => void child.kill('SIGKILL'))
  const exit = once(child, 'exit')
  let said = ''
  const begun = new Promise<void>((resolve) => {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes(migrationWords.begun)) resolve()
    })
  })
  child.stdout?.resume()
  const ended = child.stderr ? once(child.stderr, 'end') : undefined
  if (isAimed) await Promise.race([begun, exit])
  else await sleep(setting.random() * lifeMax * startMs)
  child.kill('SIGKILL')
  await Promise.all([exit, ended])
  return said.includes(migrationWords.begun) && !said.includes(migrationWords.done)
}

/** The new version takes readings, until everything that was sent is acknowledged. */
async function finish({ city, fleet, next }: Upgrade): Promise<void> {
  const server = await city.start(next)
  const before = fleet.acked
  await until('readings are taken again', patienceMs, () => fleet.acked > before + gauges)
  await fleet.settle()
  fleet.drop()
  await server.close()
}

/** The devices never stop knocking while the program under them becomes another one. */
export const upgrade: Scenario = {
  id: 'F25',
  title: 'an upgrade under load, killed again and again on its way',
  async run(setting) {
    const next = createNextVersion(setting)
    const found: Comparison[] = []
    /** Of each killed start: whether the schema was still the old one, and its step on its way. */
    const killed: { isBefore: boolean; isWithin: boolean }[] = []
    const refusals: string[] = []
    for (let round = 0; round < rounds[setting.effort]; round++) {
      setting.tellProgress(`${round} of ${rounds[setting.effort]} upgrades`)
      const dataFolder = join(setting.folder, `round-${round}`)
      mkdirSync(dataFolder)
      const one = await liveUntilUpgrade(setting, { next, dataFolder })
      const { schema } = describeFile(one.city.folder)
      for (let kill = 0; kill < killsARound; kill++) {
        // The first one is aimed: once the step is done there is no other to fall into.
        const isMigrating = await startAndKill(setting, one, kill === 0)
        const isBefore = describeFile(one.city.folder).schema === schema
        killed.push({ isBefore, isWithin: isBefore && isMigrating })
      }
      await finish(one)
      refusals.push(await refusalOf(one.city.start()))
      found.push(await one.city.compare())
    }
    const comparison = found.reduce(addComparisons)
    const isClear = refusals.every((text) => text.includes('of a newer version'))
    return {
      totals: { ...promiseTotals(comparison), kills: (killsARound + 1) * rounds[setting.effort] },
      figures: [
        { name: 'upgrades', value: rounds[setting.effort], unit: '' },
        { name: 'starts of the new version killed', value: killed.length, unit: '' },
        {
          name: 'of them before the migration was done',
          value: killed.filter(({ isBefore }) => isBefore).length,
          unit: '',
        },
        {
          name: 'of them in its middle',
          value: killed.filter(({ isWithin }) => isWithin).length,
          unit: '',
          target: { atLeast: Math.ceil(withinShare * rounds[setting.effort]) },
        },
        flag('the old version refuses the new data, and says so', isClear),
        ...promiseFigures(comparison),
      ],
    }
  },
}

/** The migration writes more than there is room for. */
export const upgradeOnFullDisk: Scenario = {
  id: 'F25-FULL',
  title: 'a disk that is full in the middle of a migration',
  needs: ['root', 'tmpfs'],
  async run(setting) {
    const next = createNextVersion(setting)
    const dataFolder = mountSmallDisk(setting, disk)
    const one = await liveUntilUpgrade(setting, { next, dataFolder })
    // A start and a polite end of the old version: what is in the log moves into the main file.
    await (await one.city.start()).close()
    const before = describeFile(one.city.folder)
    const filler = join(dataFolder, 'filler')
    fill(filler, spareBytes)
    const refusal = await refusalOf(one.city.start(next))
    rmSync(filler)
    const after = describeFile(one.city.folder)
    await finish(one)
    const comparison = await one.city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        flag('does not start, says what to do', refusal.includes('free some space')),
        flag('names the step', /from schema \d+ to \d+/.test(refusal)),
        flag('the data are as before', isDeepStrictEqual(before, after)),
        ...promiseFigures(comparison),
      ],
    }
  },
}

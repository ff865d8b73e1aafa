import { closeSync, fstatSync, mkdirSync, openSync, readSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '#domain/clock.ts'
import { restoreBackup } from '#store/backup/restore-backup.ts'
import { takeBackup } from '#store/backup/take-backup.ts'
import type { Figure } from '#test/bench/result.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 10
const window = 10
const damages = { glance: 2, short: 5, full: 200 }
/** The server takes readings for so long before it dies, ms. */
const lifeMs = { min: 200, max: 800 }
const pageBytes = 4_096
const logHeaderBytes = 32
const frameBytes = pageBytes + 24

/** A city that took readings until it was killed: its newest commits are in the log only. */
async function liveAndDie(setting: Setting, name: string): Promise<FaultCity> {
  const dataFolder = join(setting.folder, name)
  mkdirSync(dataFolder)
  const city = await createFaultCity(setting, { gauges, dataFolder })
  const fleet = createFleet({ ...city, window })
  const server = await city.start()
  await fleet.connect(city.ports.mqtt)
  await sleep(lifeMs.min + setting.random() * (lifeMs.max - lifeMs.min))
  await server.kill()
  fleet.drop()
  return city
}

/** Turns one bit of a random frame, as an ageing disk does. */
function damageLog(folder: string, random: () => number): void {
  const file = openSync(join(folder, 'readings.db-wal'), 'r+')
  const frames = Math.floor((fstatSync(file).size - logHeaderBytes) / frameBytes)
  // Behind the salts: a frame with other salts counts as one of an earlier round.
  const offset = 24 + Math.floor(random() * pageBytes)
  const at = logHeaderBytes + Math.floor(random() * frames) * frameBytes + offset
  const byte = Buffer.alloc(1)
  readSync(file, byte, 0, 1, at)
  writeSync(file, Buffer.from([byte.readUInt8() ^ 1]), 0, 1, at)
  closeSync(file)
}

/** Pages of trees in use. Of the others, free or the last of a long value, SQLite keeps no sum. */
function listTreePages(path: string): number[] {
  const db = new DatabaseSync(path, { readOnly: true })
  const select = "SELECT pageno FROM dbstat WHERE pagetype IN ('leaf', 'internal') AND pageno > 1"
  const pages = db
    .prepare(select)
    .all()
    .map(({ pageno }) => Number(pageno))
  db.close()
  return pages
}

/** Empties a random page of the main file, as a lost write does. */
function damageMain(folder: string, random: () => number): void {
  const path = join(folder, 'readings.db')
  const pages = listTreePages(path)
  const page = pages[Math.floor(random() * pages.length)] ?? 2
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pageBytes), 0, pageBytes, (page - 1) * pageBytes)
  closeSync(file)
}

/** Starts on a damaged log; returns how much is gone, and whether the server said so. */
async function meetDamagedLog(setting: Setting, name: string) {
  const city = await liveAndDie(setting, name)
  damageLog(city.folder, setting.random)
  const server = await city.start()
  const isTold = server.output().includes('lost_commits')
  await server.close()
  const { lost } = await city.compare()
  await city.checker.close()
  return { lost, isTold }
}

/** Damages the main file behind a backup; returns whether it was found, and the backup restored. */
async function meetDamagedMain(setting: Setting, name: string) {
  const city = await liveAndDie(setting, name)
  const { folder } = await takeBackup({
    source: city.folder,
    mode: 'live',
    to: join(city.dataFolder, 'backups'),
    version: 'faults',
    clock: systemClock,
  })
  // In order, so that all of it is in the main file.
  await (await city.start()).close()
  damageMain(city.folder, setting.random)
  const refusal = await city.start().then(
    () => '',
    (error: Error) => error.message,
  )
  renameSync(city.folder, `${city.folder}-damaged`)
  await restoreBackup(folder, city.folder)
  const exitCode = await (await city.start()).close()
  const { lost } = await city.compare()
  await city.checker.close()
  return { isFound: refusal.includes('npm run restore'), isRestored: exitCode === 0 && lost === 0 }
}

const none = (name: string, value: number): Figure => ({
  name,
  value,
  unit: '',
  target: { atMost: 0 },
})

/** Bits turn and pages vanish while nobody looks; the next start has to say it. */
export const damage: Scenario = {
  id: 'F09',
  title: 'damage to the log and to the database, found before they are opened',
  async run(setting) {
    const times = damages[setting.effort]
    const logs = []
    const mains = []
    for (let n = 0; n < times; n++) {
      setting.tellProgress(`${n} of ${times} rounds`)
      logs.push(await meetDamagedLog(setting, `log-${n}`))
      mains.push(await meetDamagedMain(setting, `main-${n}`))
    }
    const lossy = logs.filter(({ lost }) => lost > 0)
    return {
      figures: [
        { name: 'damaged logs', value: logs.length, unit: '' },
        { name: 'of them with acknowledged data gone', value: lossy.length, unit: '' },
        none('silent loss', lossy.filter(({ isTold }) => !isTold).length),
        { name: 'damaged databases', value: mains.length, unit: '' },
        none('damage not found', mains.filter(({ isFound }) => !isFound).length),
        none('backups that did not bring all back', mains.filter((one) => !one.isRestored).length),
      ],
    }
  },
}

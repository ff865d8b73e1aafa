import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { readUsage } from '#test/bench/process-usage.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import type { Scenario } from '../runner/scenario.ts'

/** Those whose readings the log holds, written without a server, and those that come afterwards. */
const gauges = { logged: 100, coming: 20 }
const readingsPerHour = 6
const readings = { glance: 60_000, short: 120_000, full: 1_000_000 }
/** From the start of the process to its first acknowledgement. */
const startMaxMs = 10_000
/** Readings of a gauge until its water has been on both sides of the threshold. */
const swing = 20
const patienceMs = 120_000
/** A million readings take minutes. */
const fillMaxMs = 3_600_000
const mb = 1024 * 1024
const leaveLog = new URL('../rigs/leave-log.ts', import.meta.url).pathname

function countReadings(folder: string): number {
  const db = new DatabaseSync(join(folder, 'readings.db'), { readOnly: true })
  const row = db.prepare('SELECT count(*) AS n FROM reading_flood').get()
  db.close()
  return Number(row?.['n'])
}

/** A server died while something kept its log from being emptied, a backup for instance. */
export const longLog: Scenario = {
  id: 'F05-LOG',
  title: 'a start over a log that holds everything',
  async run(setting) {
    const { logged, coming } = gauges
    const city = await createFaultCity(setting, { gauges: logged + coming })
    const hours = Math.ceil(readings[setting.effort] / (logged * readingsPerHour))
    const ids = city.devices.slice(0, logged).map(({ id }) => id)
    const devices = city.devices.slice(logged)
    const args = [leaveLog, city.folder, String(hours), ...ids]
    const options = { encoding: 'utf8', timeout: fillMaxMs } as const
    const filled = Number(spawnSync(process.execPath, args, options).stdout)
    const logMb = statSync(join(city.folder, 'readings.db-wal')).size / mb
    const fleet = createFleet({ ...city, devices, window: 1 })
    const startedMs = performance.now()
    const server = await city.start()
    await fleet.connect(city.ports.mqtt)
    const startMs = performance.now() - startedMs
    const { cpuMs } = readUsage(server.pid)
    await until('every gauge has crossed', patienceMs, () => fleet.acked >= swing * coming)
    await fleet.settle()
    fleet.drop()
    await server.close()
    // What the log held has no journal: it was written without a server.
    const comparison = await city.compare(devices)
    return {
      totals: promiseTotals(comparison),
      figures: [
        {
          name: 'readings in the log',
          value: filled,
          unit: '',
          target: { atLeast: readings[setting.effort] },
        },
        { name: 'log', value: logMb, unit: 'MB' },
        { name: 'start', value: startMs, unit: 'ms', target: { atMost: startMaxMs } },
        { name: 'start, processor time', value: cpuMs, unit: 'ms' },
        none('of them missing afterwards', filled + comparison.stored - countReadings(city.folder)),
        ...promiseFigures(comparison),
      ],
    }
  },
}

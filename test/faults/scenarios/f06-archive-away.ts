import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { startInfluxd } from '#test/support/influx-servers.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 20
/** How long the archive is away; a day in the field, and the same way for every batch. */
const awayMs = { glance: 5_000, short: 15_000, full: 600_000 }
const patienceMs = 600_000
/** Acknowledgements may not know that it is away. */
const ackMaxMs = 1_000
const outputMaxBytes = 64 * 1024 * 1024
const repository = new URL('../../../', import.meta.url).pathname

interface Verified {
  ok: boolean
  verified: {
    readings: number
    differences: readonly unknown[]
    crossings: number
    missingCrossings: readonly number[]
  }
}

/** `npm run influx`, for the city of this environment. */
async function runInflux(env: Readonly<Record<string, string>>, ...args: string[]) {
  const { stdout } = await promisify(execFile)(process.execPath, ['infra/influx.ts', ...args], {
    cwd: repository,
    env: { ...process.env, ...env },
    maxBuffer: outputMaxBytes,
  })
  return stdout
}

async function measureAcks(fleet: Fleet, forMs: number, { tellProgress }: Setting) {
  fleet.takeLatencies()
  await hold(forMs, tellProgress)
  return fleet.takeLatencies().summarize()
}

/** InfluxDB dies under load, stays away, comes back, and the city's own server dies meanwhile too. */
export const archiveAway: Scenario = {
  id: 'F06',
  title: 'an archive that is away, and a server that is killed meanwhile',
  needs: ['influxd'],
  async run(setting) {
    const influxd = await startInfluxd()
    setting.onEnd(influxd.close)
    const archive = { INFLUX_URL: influxd.url, INFLUX_BUCKET: 'faults' }
    const city = await createFaultCity(setting, { gauges, env: archive })
    const env = { ...archive, DATA_DIR: city.dataFolder }
    await runInflux(env, 'setup')
    const fleet = createFleet({ ...city, window: 1, thinkMs: 30 })
    fleet.comeBackTo(city.ports.mqtt)
    const first = await city.start()
    await fleet.connect(city.ports.mqtt)
    const conditionIs = (wanted: string) => async () =>
      (await askHealth(first.url)).archive?.condition === wanted

    await until('the archive is served', patienceMs, conditionIs('ok'))
    const half = awayMs[setting.effort] / 2
    const before = await measureAcks(fleet, half, setting)
    await influxd.kill()
    const away = await measureAcks(fleet, half, setting)
    const closed = fleet.closed
    await until('it is said that the archive is away', patienceMs, conditionIs('behind'))
    await first.kill()
    const server = await city.start()
    await hold(half, setting.tellProgress)
    await influxd.restart()
    await fleet.settle()
    const drainMs = await until('everything is archived', patienceMs, conditionIs('ok'))
    fleet.drop()
    const { verified } = JSON.parse(
      await runInflux(env, 'verify', '--values', '--json', '--live'),
    ) as Verified
    await server.close()
    const comparison = await city.compare()
    return {
      totals: { ...promiseTotals(comparison), kills: 1 },
      figures: [
        { name: 'away', value: 2 * half, unit: 'ms' },
        { name: 'acknowledgement p99 before', value: before.p99, unit: 'ms' },
        {
          name: 'acknowledgement p99 while away',
          value: away.p99,
          unit: 'ms',
          target: { atMost: ackMaxMs },
        },
        { name: 'connections closed by it', value: closed, unit: '', target: { atMost: 0 } },
        { name: 'everything archived after its return', value: drainMs, unit: 'ms' },
        {
          name: 'archived: missing or too many',
          value: Math.abs(verified.readings - comparison.stored),
          unit: '',
          target: { atMost: 0 },
        },
        {
          name: 'archived: differences',
          value: verified.differences.length,
          unit: '',
          target: { atMost: 0 },
        },
        {
          name: 'crossings compared with the archive',
          value: verified.crossings,
          unit: '',
          target: { atLeast: 1 },
        },
        {
          name: 'crossings not archived',
          value: verified.missingCrossings.length,
          unit: '',
          target: { atMost: 0 },
        },
        ...promiseFigures(comparison),
      ],
    }
  },
}

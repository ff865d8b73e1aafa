import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Figure } from '#test/bench/result.ts'
import type { Summary } from '#test/bench/samples.ts'
import type { CityProcess } from '#test/support/city-process.ts'
import { type ServerProcess, startInfluxd } from '#test/support/influx-servers.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { collectLags, openFloodViewer } from '../load/live-lags.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

/** Together about 1,000 readings a second: ten minutes of them are a backlog of 600,000. */
const gauges = 100
const thinkMs = 92
const beforeMs = { glance: 3_000, short: 8_000, full: 30_000 }
/** How long the archive is away; a day in the field, and the same way for every batch. */
const awayMs = { glance: 5_000, short: 15_000, full: 600_000 }
const patienceMs = 600_000
/** Acknowledgements may not know that it is away, nor that it is being filled again. */
const ackMaxMs = 100
const saidMaxMs = 15_000
const drainMaxMs = 60_000
/** From receipt to the screen while the backlog goes its way. */
const liveMaxMs = 1_000
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
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['commands/influx/main.ts', ...args],
    {
      cwd: repository,
      env: { ...process.env, ...env },
      maxBuffer: outputMaxBytes,
    },
  )
  return stdout
}

async function measureAcks(fleet: Fleet, spell: () => Promise<unknown>): Promise<number> {
  fleet.takeLatencies()
  await spell()
  return fleet.takeLatencies().summarize().p99
}

interface Outage {
  server: CityProcess
  saidMs: number
  closed: number
  /** p99 of the acknowledgements: before it, away, away after the kill of our server, and filling. */
  acksMs: { before: number; away: number; killed: number; back: number }
  backlog: number
  drainMs: number
  live: Summary
}

interface Parts {
  city: FaultCity
  fleet: Fleet
  influxd: ServerProcess
}

/** The archive dies, our own server as well, and the archive comes back; readings never stop. */
async function playOutage(setting: Setting, { city, fleet, influxd }: Parts): Promise<Outage> {
  const stay = (ms: number) => () => hold(ms, setting.tellProgress)
  const half = stay(awayMs[setting.effort] / 2)
  const first = await city.start()
  await fleet.connect(city.ports.mqtt)
  const archive = async (url: string) => (await askHealth(url)).archive
  const isSaid = async () => (await archive(first.url))?.condition === 'behind'
  await until('the archive is served', patienceMs, async () => {
    const state = await archive(first.url)
    return state?.condition === 'ok' && state.complete_to_ts !== null
  })
  const before = await measureAcks(fleet, stay(beforeMs[setting.effort]))
  await influxd.kill()
  const ackedBefore = fleet.acked
  const said = until('it is said that the archive is away', patienceMs, isSaid)
  const away = await measureAcks(fleet, () => Promise.all([half(), said]))
  const { closed } = fleet
  await first.kill()
  const server = await city.start()
  const again = fleet.acked + 2 * gauges
  // What waited for our own server says nothing about the archive: that wait is F01's.
  await until('readings are taken again', patienceMs, () => fleet.acked >= again)
  const killed = await measureAcks(fleet, half)

  const viewer = await openFloodViewer(server.url)
  setting.onEnd(() => void viewer.socket.destroy())
  const lags = collectLags(viewer)
  await influxd.restart()
  const backTs = Date.now()
  const backlog = fleet.acked - ackedBefore
  lags.take()
  let drainMs = NaN
  const back = await measureAcks(fleet, async () => {
    drainMs = await until('what had waited is archived', patienceMs, async () => {
      const state = await archive(server.url)
      return (state?.complete_to_ts ?? 0) >= backTs && state?.condition === 'ok'
    })
  })
  const live = lags.take().summarize()
  return {
    server,
    saidMs: await said,
    closed,
    acksMs: { before, away, killed, back },
    backlog,
    drainMs,
    live,
  }
}

function outageFigures({ saidMs, closed, acksMs, backlog, drainMs, live }: Outage): Figure[] {
  const ms = (name: string, value: number, atMost: number): Figure => ({
    name,
    value,
    unit: 'ms',
    target: { atMost },
  })
  return [
    { name: 'acknowledgement p99 before', value: acksMs.before, unit: 'ms' },
    ms('acknowledgement p99 while away', acksMs.away, ackMaxMs),
    ms('the same after our own server was killed', acksMs.killed, ackMaxMs),
    ms('the same while the archive is filled', acksMs.back, ackMaxMs),
    ms('it is said that history is late after', saidMs, saidMaxMs),
    none('connections closed by it', closed),
    { name: 'backlog', value: backlog, unit: 'readings' },
    ms('backlog archived after its return', drainMs, drainMaxMs),
    { name: 'live values seen meanwhile', value: live.count, unit: '', target: { atLeast: 1 } },
    ms('receipt to screen p99 meanwhile', live.p99, liveMaxMs),
  ]
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
    const fleet = createFleet({ ...city, window: 1, thinkMs })
    fleet.comeBackTo(city.ports.mqtt)
    const outage = await playOutage(setting, { city, fleet, influxd })
    const { server } = outage
    await fleet.settle()
    await until('everything is archived', patienceMs, async () => {
      const state = (await askHealth(server.url)).archive
      return state?.condition === 'ok' && state.lag_ms === 0
    })
    fleet.drop()
    const { verified } = JSON.parse(
      await runInflux(env, 'verify', '--values', '--json', '--live'),
    ) as Verified
    await server.close()
    const comparison = await city.compare()
    return {
      totals: { ...promiseTotals(comparison), kills: 1 },
      figures: [
        { name: 'away', value: awayMs[setting.effort], unit: 'ms' },
        ...outageFigures(outage),
        none('archived: missing or too many', Math.abs(verified.readings - comparison.stored)),
        none('archived: differences', verified.differences.length),
        {
          name: 'crossings compared with the archive',
          value: verified.crossings,
          unit: '',
          target: { atLeast: 1 },
        },
        none('crossings not archived', verified.missingCrossings.length),
        ...promiseFigures(comparison),
      ],
    }
  },
}

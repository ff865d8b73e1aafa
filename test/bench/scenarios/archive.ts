import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { askHealth } from '#test/faults/load/ask.ts'
import { type ServerProcess, startInfluxd } from '#test/support/influx-servers.ts'
import { describeDevices } from '../devices.ts'
import { runLoad } from '../load-run.ts'
import type { ScenarioResult } from '../result.ts'
import { runCommand } from '../run-command.ts'
import { Samples } from '../samples.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import { runArchiveCharts } from './archive-charts.ts'
import type { Setting } from './setting.ts'

const connections = 100
const backlogs = { smoke: 20_000, usual: 600_000, full: 600_000 }
/** For 600,000 readings. */
const drainMaxMs = 15_000
const steadyPerS = 1_000
const lagMaxMs = 2_000
const pollMs = 50
const patienceMs = 600_000

/** Loads until so many readings wait; returns how many. */
async function pileUp(setting: Setting, city: BenchCity, wanted: number): Promise<number> {
  const { pid, host, port, devices } = city
  let acked = 0
  for (let firstTs = Date.now() - 86_400_000; acked < wanted; firstTs += 1_000_000) {
    const pace = { window: 10, ratePerS: null, firstTs, tsStepMs: 1, warmUpMs: 0 }
    const plan = { ...pace, measureMs: setting.effort.warmUpMs, host, port, devices }
    const { report } = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    acked += report.ackedTotal
  }
  return acked
}

/** From the first batch that gets through to the last, ms. */
async function drain(city: BenchCity, influxd: ServerProcess): Promise<number> {
  await influxd.restart()
  const deadlineMs = performance.now() + patienceMs
  let points: number | undefined
  let startedMs = performance.now()
  while (performance.now() < deadlineMs) {
    const lookedMs = performance.now()
    const { archive } = await askHealth(city.url)
    points ??= archive?.points_total
    // The pause after the last failed attempt is not the drain's.
    if (archive?.points_total === points) startedMs = lookedMs
    else if (archive?.condition === 'ok') return performance.now() - startedMs
    await sleep(pollMs)
  }
  throw new Error('the archive did not catch up')
}

/** How old what is not yet archived becomes while devices report steadily. */
async function watchLag(setting: Setting, city: BenchCity): Promise<Samples> {
  const { pid, host, port, devices } = city
  const pace = { window: 20, ratePerS: steadyPerS, firstTs: Date.now() - 60_000, tsStepMs: 1 }
  const { warmUpMs, measureMs } = setting.effort
  const plan = { ...pace, warmUpMs, measureMs, host, port, devices }
  const lags = new Samples()
  const look = async () => {
    const { archive } = await askHealth(city.url)
    lags.add(archive?.lag_ms ?? Number.NaN)
  }
  let last = Promise.resolve()
  const timer = setInterval(() => {
    last = last.then(look)
  }, pollMs)
  await runLoad({ plan, serverPid: pid, folder: setting.folder }).finally(() =>
    clearInterval(timer),
  )
  await last
  return lags
}

/** What an outage of the archive costs afterwards, and how far behind it is otherwise. */
async function runOutage(setting: Setting, influxd: ServerProcess): Promise<ScenarioResult> {
  const env = { INFLUX_URL: influxd.url, INFLUX_BUCKET: 'bench' }
  const prepare = async (folder: string) => {
    await runCommand('commands/influx/main.ts', ['setup'], { ...env, DATA_DIR: dirname(folder) })
  }
  const city = await startBenchCity(setting, describeDevices(connections), { env, prepare })
  try {
    const lag = (await watchLag(setting, city)).summarize()
    await influxd.kill()
    const waiting = await pileUp(setting, city, backlogs[setting.effort.name])
    const drainMs = await drain(city, influxd)
    const drainTarget = { atMost: (drainMaxMs * waiting) / backlogs.full }
    return {
      name: 'archive in InfluxDB',
      setting: `InfluxDB 1.x beside the city, ${connections} devices`,
      figures: [
        {
          name: `at ${steadyPerS}/s: not yet archived, p99`,
          value: lag.p99,
          unit: 'ms',
          target: { atMost: lagMaxMs },
        },
        { name: 'readings piled up', value: waiting, unit: '' },
        {
          name: 'all archived after its return',
          value: drainMs,
          unit: 'ms',
          target: drainTarget,
        },
        { name: 'archived', value: (waiting * 1000) / drainMs, unit: '/s' },
      ],
      broken: [],
      rounds: [{ lag, waiting, drainMs }],
    }
  } finally {
    await city.discard()
  }
}

/** The archive after an outage, and its charts over months. */
export async function* runArchive(setting: Setting): AsyncGenerator<ScenarioResult> {
  const influxd = await startInfluxd().catch(() => undefined)
  if (!influxd) {
    const text = 'influxd is not installed: not measured'
    const name = 'archive in InfluxDB'
    yield { name, setting: text, figures: [], broken: [], rounds: [] }
    return
  }
  try {
    const outage = await runOutage(setting, influxd)
    yield outage
    yield await runArchiveCharts(setting, influxd)
  } finally {
    await influxd.close()
  }
}

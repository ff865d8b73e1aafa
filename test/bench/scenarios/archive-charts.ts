import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Device } from '#domain/devices/device.ts'
import { askHealth } from '#test/faults/load/ask.ts'
import type { ServerProcess } from '#test/support/influx-servers.ts'
import { describeDevices } from '../devices.ts'
import type { Figure, ScenarioResult } from '../result.ts'
import { runCommand } from '../run-command.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import { fillStore } from './fill-store.ts'
import type { Setting } from './setting.ts'
import { timeRequests } from './time-requests.ts'

const dayMs = 86_400_000
const historyDays = 90
/** What the recent store answers; what is older comes from the archive. */
const recentDays = 30
const chartMaxMs = 100
const repeats = { smoke: 5, usual: 20, full: 20 }
const pollMs = 250
const patienceMs = 300_000

const [gauge] = describeDevices(1) as [Device]
const [vehicle] = describeDevices(1, { kind: 'bus' }) as [Device]
const bus: Device = { ...vehicle, id: 'bench-bus', position: null }

/** Waits until the past is archived and its hours are summed up: only the present one is open. */
async function untilSummedUp(city: BenchCity): Promise<void> {
  const deadlineMs = performance.now() + patienceMs
  while (performance.now() < deadlineMs) {
    const { archive } = await askHealth(city.url)
    if (archive?.condition === 'ok' && archive.points_total > 0 && archive.rollups_pending <= 1) {
      return
    }
    await sleep(pollMs)
  }
  throw new Error('the archive did not sum its hours up')
}

/** Charts over months whose older part comes from the rollups in the archive. */
export async function runArchiveCharts(
  setting: Setting,
  influxd: ServerProcess,
): Promise<ScenarioResult> {
  const env = {
    INFLUX_URL: influxd.url,
    INFLUX_BUCKET: 'bench-charts',
    RETENTION_DAYS: String(recentDays),
  }
  const toTs = Date.now()
  const hours = historyDays * 24
  let rows = 0
  const prepare = async (folder: string) => {
    await runCommand('commands/influx/main.ts', ['setup'], { ...env, DATA_DIR: dirname(folder) })
    const span = { folder, hours, hoursOfFirst: hours, toTs }
    rows += await fillStore({ ...span, kind: 'flood', devices: [gauge.id] })
    rows += await fillStore({ ...span, kind: 'bus', devices: [bus.id] })
  }
  const city = await startBenchCity(setting, [gauge, bus], { env, prepare })
  try {
    const dataFolder = dirname(city.folder)
    await runCommand('commands/influx/main.ts', ['backfill', '--live'], {
      ...env,
      DATA_DIR: dataFolder,
    })
    await untilSummedUp(city)
    const range = `from=${toTs - historyDays * dayMs}&to=${toTs}&every=1h&limit=10000`
    const requests = {
      '90 days of a gauge': `${gauge.id}/readings?${range}&agg=min,mean,max`,
      '90 days of a bus, people on board by hour': `${bus.id}/readings?${range}&agg=max,mean`,
    }
    const figures: Figure[] = []
    const rounds: unknown[] = []
    for (const [what, path] of Object.entries(requests)) {
      const asked = await timeRequests(
        `${city.url}/v1/devices/${path}`,
        repeats[setting.effort.name],
      )
      rounds.push({ what, ...asked })
      figures.push(
        { name: `${what}: p50`, value: asked.p50, unit: 'ms', target: { atMost: chartMaxMs } },
        { name: `${what}: max`, value: asked.max, unit: 'ms' },
        { name: `${what}: answer`, value: asked.bytes / 1_000, unit: 'kB' },
      )
    }
    return {
      name: 'charts from the archive',
      setting: `${rows.toLocaleString('en')} readings in 90 days, 30 of them in the recent store`,
      figures,
      broken: [],
      rounds,
    }
  } finally {
    await city.discard()
  }
}

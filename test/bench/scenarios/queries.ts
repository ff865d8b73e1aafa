import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describeDevices } from '../devices.ts'
import { folderBytes } from '../disk.ts'
import { runLoad } from '../load-run.ts'
import type { Figure, ScenarioResult } from '../result.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import { backUpAndRestore } from './back-up.ts'
import { fillStore } from './fill-store.ts'
import type { Setting } from './setting.ts'
import { timeRequests } from './time-requests.ts'

const rowsWanted = { smoke: 200_000, usual: 10_000_000, full: 50_000_000 }
const deviceCounts = { smoke: 500, usual: 5_000, full: 5_000 }
const repeats = { smoke: 5, usual: 20, full: 20 }
/** The server writes so many files a minute at most. */
const exportsMax = 5
const rowsPerHour = 6
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const historyDays = 90
const coldStartMaxMs = 5_000

/** Forgets what the system has in memory of all disks; true where this user may. */
function dropCaches(): boolean {
  try {
    execFileSync('sync')
    writeFileSync('/proc/sys/vm/drop_caches', '3')
    return true
  } catch {
    return false
  }
}

/** Every device says something, so that each has a newest value. */
async function publishLatest(setting: Setting, city: BenchCity): Promise<void> {
  const ratePerS = 1_000
  const measureMs = (city.devices.length / ratePerS) * 1_500
  const { pid, host, port, devices } = city
  const pace = { window: 10, ratePerS, firstTs: Date.now() - 30_000, tsStepMs: 1, warmUpMs: 0 }
  const plan = { ...pace, measureMs, host, port, devices }
  await runLoad({ plan, serverPid: pid, folder: setting.folder })
}

/** Answers from a store of millions of readings. */
export async function* runQueries(setting: Setting): AsyncGenerator<ScenarioResult> {
  const { name } = setting.effort
  const described = describeDevices(deviceCounts[name])
  const toTs = Date.now()
  const hours = Math.ceil(rowsWanted[name] / (described.length * rowsPerHour))
  let rows = 0
  let isCold = false
  const prepare = async (folder: string) => {
    const devices = described.map(({ id }) => id)
    const hoursOfFirst = Math.max(hours, historyDays * 24)
    rows = await fillStore({ folder, devices, hours, hoursOfFirst, toTs })
    // Other programs would feel it too: only where somebody asked for the whole truth.
    isCold = name === 'full' && dropCaches()
  }
  const city = await startBenchCity(setting, described, { prepare, env: { RETENTION_DAYS: '400' } })
  try {
    const diskBytes = await folderBytes(city.folder)
    await publishLatest(setting, city)
    const of = `${city.url}/v1/devices/${described[0]?.id}/readings`
    const since = (days: number) => `from=${toTs - days * dayMs}&to=${toTs}`
    const requests = {
      [`newest value of ${described.length} devices`]: `${city.url}/v1/devices`,
      'chart of 7 days, every 10 min': `${of}?${since(7)}&every=10m&agg=min,mean,max&limit=10000`,
      '90 days, every hour': `${of}?${since(90)}&every=1h&agg=min,mean,max&limit=10000`,
      '90 days as CSV': `${of}?${since(90)}&format=csv`,
    }
    const figures: Figure[] = []
    const rounds: unknown[] = []
    for (const [what, url] of Object.entries(requests)) {
      const count = url.endsWith('csv') ? exportsMax : repeats[name]
      const { bytes, ...summary } = await timeRequests(url, count)
      rounds.push({ what, bytes, ...summary })
      figures.push(
        { name: `${what}: p50`, value: summary.p50, unit: 'ms' },
        { name: `${what}: max`, value: summary.max, unit: 'ms' },
        { name: `${what}: answer`, value: bytes / 1_000, unit: 'kB' },
      )
    }
    const copies = await backUpAndRestore(city)
    yield* [
      {
        name: `queries on ${rows.toLocaleString('en')} readings`,
        setting: `${described.length} devices, ${isCold ? 'nothing of the disk in memory at the start' : 'the disk may be in memory'}`,
        figures: [
          {
            name: 'start until ready',
            value: city.startMs,
            unit: 'ms',
            target: { atMost: coldStartMaxMs },
          },
          { name: 'on disk a reading', value: diskBytes / rows, unit: 'B' },
          ...figures,
          ...copies.figures,
        ],
        broken: copies.broken,
        rounds,
      },
    ]
  } finally {
    await city.discard()
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { startChild } from '../child.ts'
import { describeDevices } from '../devices.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import type { Figure, ScenarioResult } from '../result.ts'
import { Samples, type Summary } from '../samples.ts'
import { type BenchCity, startBenchCity } from '../servers/city.ts'
import type { ViewersMessage, ViewersReport } from '../viewers/plan.ts'
import { eachSight } from '../viewers/sights.ts'
import type { Setting } from './setting.ts'
import { keyHeaders } from '#test/support/operator-key.ts'

// Each device reports once a second, as a bus does: as many devices as readings a second.
const deviceEveryMs = 1000
const crossingsPerS = 5
const crossingP99MaxMs = 50
// After the last acknowledgement a coalesced update may still be under way.
const lastUpdateMaxMs = 1_000

interface Case {
  ratePerS: number
  clients: number
  p50MaxMs?: number
  p99MaxMs?: number
}

const smokeCases: readonly Case[] = [
  { ratePerS: 100, clients: 10, p50MaxMs: 15, p99MaxMs: 50 },
  { ratePerS: 1_000, clients: 50, p99MaxMs: 150 },
]
/** Up to 200 viewers there is a promise: 50 ms while it is calm, 300 ms at 5,000 a second. */
const promisedClients = 200
const p99MaxMs: Readonly<Record<number, number>> = { 100: 50, 1_000: 150, 5_000: 300 }
const allCases: readonly Case[] = [100, 1_000, 5_000].flatMap((ratePerS) =>
  [1, 50, 200, 1_000].map((clients) => {
    const max = clients <= promisedClients ? p99MaxMs[ratePerS] : undefined
    return max === undefined ? { ratePerS, clients } : { ratePerS, clients, p99MaxMs: max }
  }),
)
/** So many viewers look at what they see and write it down; the others only receive it. */
const observersMax = 20

const viewersPath = new URL('../viewers/main.ts', import.meta.url).pathname

interface Seen {
  summary: Summary
  /** Sights that should have been, over all clients, and those that were not. */
  expected: number
  missing: number
}

/** Joins what was sent with what was seen. `sent` tells for each device which readings count. */
function join(options: {
  sights: Float64Array
  load: LoadRun
  clients: number
  counts: (device: number) => boolean
}): Seen {
  const { sights, load, clients, counts } = options
  const { sentAtMs, measuredFromMs, measuredUntilMs } = load.report
  const inTime = (at: number) => at >= measuredFromMs && at < measuredUntilMs
  const samples = new Samples()
  for (const { device, reading, atMs } of eachSight(sights)) {
    const sentMs = sentAtMs[device]?.[reading]
    if (sentMs !== undefined && counts(device) && inTime(sentMs)) samples.add(atMs - sentMs)
  }
  const sent = sentAtMs.filter((_, device) => counts(device)).flatMap((times) => [...times])
  const expected = sent.filter(inTime).length * clients
  const summary = samples.summarize()
  return { summary, expected, missing: expected - summary.count }
}

const observersOf = ({ clients }: Case): number => Math.min(clients, observersMax)

async function watchAndLoad(
  setting: Setting,
  { city, one }: { city: BenchCity; one: Case },
): Promise<{ load: LoadRun; report: ViewersReport }> {
  const viewers = startChild<ViewersMessage>(viewersPath)
  const times = { firstTs: Date.now(), tsStepMs: deviceEveryMs }
  const { pid, host, port, url, devices } = city
  const ids = devices.map(({ id }) => id)
  try {
    const { clients } = one
    const observers = observersOf(one)
    const headers = keyHeaders(url)
    viewers.send({ ...times, url, headers, clients, observers, kind: 'flood', devices: ids })
    await viewers.next('watching')
    const { warmUpMs, measureMs } = setting.effort
    const pace = { window: 20, ratePerS: one.ratePerS, warmUpMs, measureMs }
    const plan = { ...times, ...pace, host, port, devices }
    const load = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    await sleep(lastUpdateMaxMs)
    viewers.send('report')
    return { load, report: (await viewers.next('report')).report }
  } finally {
    await viewers.stop()
  }
}

function figuresOf(
  one: Case,
  { updates, crossings, load }: Record<'updates' | 'crossings', Seen> & { load: LoadRun },
): Figure[] {
  const most = (target: number | undefined) =>
    target === undefined ? {} : { target: { atMost: target } }
  const { report, usage, fdatasync } = load
  return [
    { name: 'publish → screen p50', value: updates.summary.p50, unit: 'ms', ...most(one.p50MaxMs) },
    {
      name: 'publish → screen p99',
      value: updates.summary.p99,
      unit: 'ms',
      ...most(one.p99MaxMs),
    },
    { name: 'publish → screen max', value: updates.summary.max, unit: 'ms' },
    { name: 'crossing → screen p50', value: crossings.summary.p50, unit: 'ms' },
    {
      name: 'crossing → screen p99',
      value: crossings.summary.p99,
      unit: 'ms',
      ...most(one.ratePerS <= 1_000 && one.clients <= 50 ? crossingP99MaxMs : undefined),
    },
    { name: 'crossing → screen max', value: crossings.summary.max, unit: 'ms' },
    { name: 'ack p99', value: report.ack.p99, unit: 'ms' },
    { name: 'held back, the server being behind', value: report.heldBack, unit: '' },
    {
      name: 'CPU of the server, of one core',
      value: (usage.cpuMs / report.elapsedMs) * 100,
      unit: '%',
    },
    {
      name: 'CPU per reading and viewer',
      value: (usage.cpuMs * 1000) / (report.acked * one.clients),
      unit: 'µs',
    },
    { name: 'memory, peak', value: usage.rssPeakMb, unit: 'MB' },
    { name: 'fdatasync probe p99', value: fdatasync.p99, unit: 'ms' },
  ]
}

async function runCase(setting: Setting, one: Case): Promise<ScenarioResult> {
  const described = describeDevices((one.ratePerS * deviceEveryMs) / 1000, {
    crossesEvery: Math.round(one.ratePerS / crossingsPerS),
  })
  const city = await startBenchCity(setting, described)
  try {
    const { load, report } = await watchAndLoad(setting, { city, one })
    const clients = observersOf(one)
    const updates = join({ sights: report.updates, load, clients, counts: () => true })
    const crosses = (device: number) => city.devices[device]?.crosses === true
    const crossings = join({ sights: report.crossings, load, clients, counts: crosses })
    const missed = { updates: updates.missing, crossings: crossings.missing }
    return {
      name: `live, ${one.ratePerS}/s to ${one.clients} viewers`,
      setting: `${city.devices.length} devices, commit and fsync included, ${crossingsPerS} crossings a second`,
      figures: figuresOf(one, { updates, crossings, load }),
      broken: Object.entries(missed)
        .filter(([, count]) => count !== 0)
        .map(([what, count]) => `${count} ${what} not seen exactly once by every viewer`),
      rounds: [{ updates, crossings, usage: load.usage, fdatasync: load.fdatasync }],
    }
  } finally {
    await city.discard()
  }
}

/** How long until a reading that was published stands on a screen elsewhere. */
export async function* runLive(setting: Setting): AsyncGenerator<ScenarioResult> {
  const cases = setting.effort.name === 'smoke' ? smokeCases : allCases
  for (const one of cases) yield await runCase(setting, one)
}

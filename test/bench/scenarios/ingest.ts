import { describeDevices, withTokens } from '../devices.ts'
import { folderBytes } from '../disk.ts'
import type { Plan } from '../generator/plan.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import { type Figure, median, type ScenarioResult } from '../result.ts'
import { startBareAedes } from '../servers/bare-aedes-process.ts'
import { startBenchCity } from '../servers/city.ts'
import type { Setting } from './setting.ts'

const connections = 100
const cpuRatioMax = 3.5
const cases = [
  { window: 10, ratePerSMin: 20_000 },
  { window: 1, ratePerSMin: 8_000 },
] as const

interface Round {
  bare: LoadRun
  city: LoadRun
  stored: number
  diskBytes: number
}

const devices = describeDevices(connections)

function planOf({ effort }: Setting, window: number): Omit<Plan, 'host' | 'port' | 'devices'> {
  const { warmUpMs, measureMs } = effort
  // Device times a millisecond apart, all of them in the past whatever the rate.
  return { window, ratePerS: null, firstTs: Date.now() - 600_000, tsStepMs: 1, warmUpMs, measureMs }
}

async function runBare(setting: Setting, window: number): Promise<LoadRun> {
  const server = await startBareAedes()
  const { pid, host, port } = server
  const unregistered = withTokens('inashiki', devices, new Map())
  try {
    const plan = { ...planOf(setting, window), host, port, devices: unregistered }
    return await runLoad({ plan, serverPid: pid, folder: setting.folder })
  } finally {
    await server.stop()
  }
}

async function runCity(setting: Setting, window: number): Promise<Omit<Round, 'bare'>> {
  const server = await startBenchCity(setting, devices)
  const { pid, host, port } = server
  const before = await folderBytes(server.folder)
  try {
    const plan = { ...planOf(setting, window), host, port, devices: server.devices }
    const city = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    const diskBytes = (await folderBytes(server.folder)) - before
    return { city, diskBytes, stored: await server.stopAndCount() }
  } finally {
    await server.discard()
  }
}

const perSecond = ({ report }: LoadRun) => (report.acked / report.elapsedMs) * 1000
const cpuUs = ({ report, usage }: LoadRun) => (usage.cpuMs * 1000) / report.acked

function threadFigures(rounds: readonly Round[]): Figure[] {
  const names = new Set(rounds.flatMap(({ city }) => Object.keys(city.usage.threadCpuMs)))
  return [...names].flatMap((name) => {
    const value = median(
      rounds.map(({ city }) => ((city.usage.threadCpuMs[name] ?? 0) * 1000) / city.report.acked),
    )
    return value < 0.1 ? [] : [{ name: `  thread ${name}`, value, unit: 'µs' }]
  })
}

function figuresOf(rounds: readonly Round[], ratePerSMin: number): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  return [
    {
      name: 'readings acknowledged',
      value: middle(({ city }) => perSecond(city)),
      unit: '/s',
      target: { atLeast: ratePerSMin },
    },
    { name: 'ack p50', value: middle(({ city }) => city.report.ack.p50), unit: 'ms' },
    { name: 'ack p99', value: middle(({ city }) => city.report.ack.p99), unit: 'ms' },
    { name: 'CPU per reading, all threads', value: middle(({ city }) => cpuUs(city)), unit: 'µs' },
    ...threadFigures(rounds),
    {
      name: 'CPU against bare Aedes',
      value: middle(({ city, bare }) => cpuUs(city) / cpuUs(bare)),
      unit: '×',
      target: { atMost: cpuRatioMax },
    },
    { name: 'bare Aedes: rate', value: middle(({ bare }) => perSecond(bare)), unit: '/s' },
    { name: 'bare Aedes: ack p99', value: middle(({ bare }) => bare.report.ack.p99), unit: 'ms' },
    { name: 'bare Aedes: CPU per reading', value: middle(({ bare }) => cpuUs(bare)), unit: 'µs' },
    { name: 'memory, peak', value: middle(({ city }) => city.usage.rssPeakMb), unit: 'MB' },
    {
      name: 'disk per reading',
      value: middle(({ diskBytes, city }) => diskBytes / city.report.ackedTotal),
      unit: 'B',
    },
    { name: 'fdatasync probe p99', value: middle(({ city }) => city.fdatasync.p99), unit: 'ms' },
  ]
}

function withoutTimes({ report: { sentAtMs, ...report }, ...rest }: LoadRun) {
  return { report, ...rest }
}

async function runCase(
  setting: Setting,
  { window, ratePerSMin }: (typeof cases)[number],
): Promise<ScenarioResult> {
  const rounds: Round[] = []
  // In turn, so that a slow minute of the machine hits both.
  for (let round = 0; round < setting.effort.rounds; round++) {
    const bare = await runBare(setting, window)
    rounds.push({ bare, ...(await runCity(setting, window)) })
  }
  return {
    name: `ingest, window ${window}`,
    setting: `${connections} connections, QoS 1, ${window} in flight each, median of ${rounds.length}`,
    figures: figuresOf(rounds, ratePerSMin),
    broken: rounds
      .filter(({ stored, city }) => stored !== city.report.ackedTotal)
      .map(({ stored, city }) => `${city.report.ackedTotal} acknowledged, ${stored} stored`),
    rounds: rounds.map(({ bare, city, ...rest }) => ({
      bare: withoutTimes(bare),
      city: withoutTimes(city),
      ...rest,
    })),
  }
}

/** How many readings a second, at which price, with an fsync before every acknowledgement. */
export async function runIngest(setting: Setting): Promise<ScenarioResult[]> {
  const results: ScenarioResult[] = []
  for (const one of cases) results.push(await runCase(setting, one))
  return results
}

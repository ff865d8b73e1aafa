import { type BenchKind, describeDevices, withTokens } from '../devices.ts'
import { folderBytes } from '../disk.ts'
import type { Plan } from '../generator/plan.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import { type Figure, median, type ScenarioResult } from '../result.ts'
import { type Server, startBareAedes } from '../servers/bare-aedes-process.ts'
import { startBenchCity } from '../servers/city.ts'
import { hasMosquitto, startMosquitto } from '../servers/mosquitto.ts'
import { runPaced } from './paced.ts'
import type { Setting } from './setting.ts'

const cpuRatioMax = 3.5
const rateRatioMin = 0.35

interface Case {
  kind: BenchKind
  connections: number
  window: number
  ratePerSMin?: number
  cpuUsMax?: number
}

const main: readonly Case[] = [
  { kind: 'flood', connections: 100, window: 10, ratePerSMin: 25_000, cpuUsMax: 35 },
  { kind: 'flood', connections: 100, window: 1, ratePerSMin: 10_000, cpuUsMax: 60 },
]
const others: readonly Case[] = [
  { kind: 'flood', connections: 2_000, window: 10 },
  { kind: 'flood', connections: 2_000, window: 1 },
  ...(['wifi', 'bus', 'farm'] as const).flatMap((kind) =>
    [100, 2_000].flatMap((connections) => [10, 1].map((window) => ({ kind, connections, window }))),
  ),
]

interface Round {
  bare: LoadRun
  city: LoadRun
  /** Where it is installed. */
  mosquitto: LoadRun | undefined
  stored: number
  diskBytes: number
}

/** The cases without a target are many: half the time each. */
function planOf(
  { effort }: Setting,
  { window, ratePerSMin }: Case,
): Omit<Plan, 'host' | 'port' | 'devices'> {
  const { warmUpMs } = effort
  const measureMs = ratePerSMin === undefined ? effort.measureMs / 2 : effort.measureMs
  // Device times a millisecond apart, all of them in the past whatever the rate.
  return { window, ratePerS: null, firstTs: Date.now() - 600_000, tsStepMs: 1, warmUpMs, measureMs }
}

/** The same load on a server that lets everybody in. */
async function runOther(setting: Setting, one: Case, server: Server): Promise<LoadRun> {
  const { pid, host, port } = server
  const devices = withTokens('inashiki', describeDevices(one.connections, one), new Map())
  try {
    const plan = { ...planOf(setting, one), host, port, devices }
    return await runLoad({ plan, serverPid: pid, folder: setting.folder })
  } finally {
    await server.stop()
  }
}

async function runCity(
  setting: Setting,
  one: Case,
): Promise<Pick<Round, 'city' | 'stored' | 'diskBytes'>> {
  const server = await startBenchCity(setting, describeDevices(one.connections, one))
  const { pid, host, port } = server
  const before = await folderBytes(server.folder)
  try {
    const plan = { ...planOf(setting, one), host, port, devices: server.devices }
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

/** What another server made of the same load. */
function otherFigures(name: string, runs: readonly LoadRun[]): Figure[] {
  if (runs.length === 0) return []
  const middle = (of: (run: LoadRun) => number) => median(runs.map(of))
  return [
    { name: `${name}: rate`, value: middle(perSecond), unit: '/s' },
    { name: `${name}: ack p99`, value: middle(({ report }) => report.ack.p99), unit: 'ms' },
    { name: `${name}: CPU per reading`, value: middle(cpuUs), unit: 'µs' },
  ]
}

const atLeast = (target: number | undefined) =>
  target === undefined ? {} : { target: { atLeast: target } }
const atMost = (target: number | undefined) =>
  target === undefined ? {} : { target: { atMost: target } }

function figuresOf(rounds: readonly Round[], one: Case): Figure[] {
  const middle = (of: (round: Round) => number) => median(rounds.map(of))
  const isMain = one.ratePerSMin !== undefined
  return [
    {
      name: 'readings acknowledged',
      value: middle(({ city }) => perSecond(city)),
      unit: '/s',
      ...atLeast(one.ratePerSMin),
    },
    {
      name: 'rate against bare Aedes',
      value: middle(({ city, bare }) => perSecond(city) / perSecond(bare)),
      unit: '×',
      ...atLeast(isMain && one.window === 10 ? rateRatioMin : undefined),
    },
    { name: 'ack p50', value: middle(({ city }) => city.report.ack.p50), unit: 'ms' },
    { name: 'ack p99', value: middle(({ city }) => city.report.ack.p99), unit: 'ms' },
    {
      name: 'CPU per reading, all threads',
      value: middle(({ city }) => cpuUs(city)),
      unit: 'µs',
      ...atMost(one.cpuUsMax),
    },
    ...threadFigures(rounds),
    {
      name: 'CPU against bare Aedes',
      value: middle(({ city, bare }) => cpuUs(city) / cpuUs(bare)),
      unit: '×',
      ...atMost(isMain ? cpuRatioMax : undefined),
    },
    ...otherFigures(
      'bare Aedes',
      rounds.map(({ bare }) => bare),
    ),
    ...otherFigures(
      'Mosquitto',
      rounds.flatMap(({ mosquitto }) => mosquitto ?? []),
    ),
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

/** Bare Aedes, Mosquitto and the city in turn, so that a slow minute of the machine hits all. */
async function runRound(setting: Setting, one: Case): Promise<Round> {
  const bare = await runOther(setting, one, await startBareAedes())
  const mosquitto = hasMosquitto()
    ? await runOther(setting, one, await startMosquitto(setting.folder))
    : undefined
  return { bare, mosquitto, ...(await runCity(setting, one)) }
}

async function runCase(setting: Setting, one: Case): Promise<ScenarioResult> {
  const { kind, connections, window } = one
  const rounds: Round[] = []
  const count = one.ratePerSMin === undefined ? 1 : setting.effort.rounds
  for (let round = 0; round < count; round++) rounds.push(await runRound(setting, one))
  return {
    name: `ingest, ${kind}, ${connections} connections, window ${window}`,
    setting: `QoS 1, ${window} in flight each, one fsync before each PUBACK, median of ${count}`,
    figures: figuresOf(rounds, one),
    broken: rounds
      .filter(({ stored, city }) => stored !== city.report.ackedTotal)
      .map(({ stored, city }) => `${city.report.ackedTotal} acknowledged, ${stored} stored`),
    rounds: rounds.map(({ bare, city, mosquitto, ...rest }) => ({
      bare: withoutTimes(bare),
      city: withoutTimes(city),
      ...(mosquitto && { mosquitto: withoutTimes(mosquitto) }),
      ...rest,
    })),
  }
}

/** How many readings a second, at which price, with an fsync before every acknowledgement. */
export async function* runIngest(setting: Setting): AsyncGenerator<ScenarioResult> {
  const cases = setting.effort.name === 'smoke' ? main : [...main, ...others]
  for (const one of cases) yield await runCase(setting, one)
  if (setting.effort.name !== 'smoke') yield await runPaced(setting)
}

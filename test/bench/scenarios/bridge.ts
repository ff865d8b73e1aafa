import { type Child, startChild } from '../child.ts'
import type { FarMessage, FarPlan, FarReport } from '../far/plan.ts'
import { type BridgedCount, startBridgedCity } from '../far/bridged-city.ts'
import { runOutage } from '../far/outage.ts'
import { type LoadRun, watchLoad } from '../load-run.ts'
import { type Figure, median, type ScenarioResult } from '../result.ts'
import type { Setting } from './setting.ts'

const modulePath = new URL('../far/main.ts', import.meta.url).pathname

/** What a bridge leaves unacknowledged at most, unless its file says otherwise. */
const window = 1_000
const storedPerSMin = 5_000
const pacedPerS = 5_000

interface Round {
  run: LoadRun<FarReport>
  count: BridgedCount
}

type Pace = Pick<FarPlan, 'ratePerS'>

/** One load from the far broker through one connection of ours. */
async function measure(setting: Setting, far: Child<FarMessage>, pace: Pace): Promise<Round> {
  const { port } = await far.next('listening')
  const city = await startBridgedCity(setting, port)
  try {
    await far.next('subscribed')
    const { warmUpMs, measureMs } = setting.effort
    const { devEuis } = city
    far.send({ ...pace, devEuis, window, firstTs: Date.now() - 600_000, warmUpMs, measureMs })
    const loading = {
      measuring: () => far.next('measuring'),
      measured: () => far.next('measured'),
      done: () => far.next('done'),
    }
    const run = await watchLoad(loading, { serverPid: city.pid, folder: setting.folder })
    return { run, count: await city.stopAndCount(run.report.sentTotal) }
  } finally {
    await city.discard()
  }
}

async function measureRounds(setting: Setting, pace: Pace): Promise<Round[]> {
  const rounds: Round[] = []
  while (rounds.length < setting.effort.rounds) {
    const far = startChild<FarMessage>(modulePath)
    try {
      rounds.push(await measure(setting, far, pace))
    } finally {
      await far.stop()
    }
  }
  return rounds
}

const middle = (rounds: readonly Round[], of: (run: LoadRun<FarReport>) => number) =>
  median(rounds.map(({ run }) => of(run)))

const cpuUs = ({ usage, report }: LoadRun<FarReport>) => (usage.cpuMs * 1000) / report.acked

function threadFigures(rounds: readonly Round[]): Figure[] {
  const names = new Set(rounds.flatMap(({ run }) => Object.keys(run.usage.threadCpuMs)))
  return [...names].flatMap((name) => {
    const value = middle(
      rounds,
      ({ usage, report }) => ((usage.threadCpuMs[name] ?? 0) * 1000) / report.acked,
    )
    return value < 0.1 ? [] : [{ name: `  thread ${name}`, value, unit: 'µs' }]
  })
}

const commonFigures = (rounds: readonly Round[]): Figure[] => [
  { name: 'ack lag p50', value: middle(rounds, ({ report }) => report.ack.p50), unit: 'ms' },
  { name: 'ack lag p99', value: middle(rounds, ({ report }) => report.ack.p99), unit: 'ms' },
  { name: 'CPU per reading, all threads', value: middle(rounds, cpuUs), unit: 'µs' },
  ...threadFigures(rounds),
  {
    name: 'CPU per reading of the far broker',
    value: middle(rounds, ({ report }) => (report.cpuMs * 1000) / report.acked),
    unit: 'µs',
  },
  { name: 'fdatasync probe p99', value: middle(rounds, (run) => run.fdatasync.p99), unit: 'ms' },
]

const promiseFigures = (counts: readonly BridgedCount[]): Figure[] => {
  const sum = (of: (count: BridgedCount) => number) => counts.reduce((all, one) => all + of(one), 0)
  return [
    { name: 'lost', value: sum(({ lost }) => lost), unit: '', target: { atMost: 0 } },
    { name: 'doubled', value: sum(({ doubled }) => doubled), unit: '', target: { atMost: 0 } },
  ]
}

/** Everything that was sent is there once, and the far broker heard of each. */
const brokenPromises = (counts: readonly BridgedCount[]): string[] =>
  counts
    .filter(({ lost, doubled }) => lost + doubled > 0)
    .map(({ sent, lost, doubled }) => `of ${sent} sent ${lost} are lost, ${doubled} doubled`)

const unheard = (rounds: readonly Round[]): string[] =>
  rounds
    .filter(({ run: { report } }) => report.ackedTotal !== report.sentTotal)
    .map(({ run: { report } }) => `${report.sentTotal} sent, ${report.ackedTotal} acknowledged`)

function describe(name: string, rounds: readonly Round[], figures: readonly Figure[]) {
  const counts = rounds.map(({ count }) => count)
  return {
    name: `bridge, ${name}`,
    setting: `ChirpStack uplinks of Aedes on one connection, ${window} in flight, median of ${rounds.length}`,
    figures: [...figures, ...commonFigures(rounds), ...promiseFigures(counts)],
    broken: [...brokenPromises(counts), ...unheard(rounds)],
    rounds: rounds.map(({ run, count }) => ({ ...run, count })),
  }
}

function describeOutage(count: BridgedCount | undefined): ScenarioResult {
  const name = 'bridge, after an outage of ours'
  if (!count) {
    const setting = 'mosquitto is not installed: not measured'
    return { name, setting, figures: [], broken: [], rounds: [] }
  }
  return {
    name,
    setting: `${count.sent} ChirpStack uplinks wait in Mosquitto when we start and connect`,
    figures: [
      {
        name: 'readings stored',
        value: (count.sent / count.receivedWithinMs) * 1000,
        unit: '/s',
        target: { atLeast: storedPerSMin },
      },
      ...promiseFigures([count]),
    ],
    broken: brokenPromises([count]),
    rounds: [count],
  }
}

/** How many readings a second one connection to another broker brings, at which price. */
export async function* runBridge(setting: Setting): AsyncGenerator<ScenarioResult> {
  const fast = await measureRounds(setting, { ratePerS: null })
  const paced = await measureRounds(setting, { ratePerS: pacedPerS })
  const outage = await runOutage(setting)
  yield* [
    describe('as fast as it goes', fast, [
      {
        name: 'readings stored and acknowledged',
        value: middle(fast, ({ report }) => (report.acked / report.elapsedMs) * 1000),
        unit: '/s',
        target: { atLeast: storedPerSMin },
      },
    ]),
    describe(`${pacedPerS} a second`, paced, [
      {
        name: 'held back, the city being behind',
        value: middle(paced, ({ report }) => report.heldBack),
        unit: '',
      },
    ]),
    describeOutage(outage),
  ]
}

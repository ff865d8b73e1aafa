import { describeDevices } from '../devices.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import { median, type ScenarioResult } from '../result.ts'
import { startBenchCity } from '../servers/city.ts'
import type { Setting } from './setting.ts'

/** So many send; all the others are only registered. */
const connections = 100
const window = 10
const sizes = {
  smoke: [100, 10_000],
  usual: [100, 1_000, 10_000, 100_000],
  full: [100, 1_000, 10_000, 100_000],
}
/** The cost may not follow the size of the registry. */
const dearerMax = 1.2

interface Measured {
  registered: number
  run: LoadRun
  startMs: number
  isWhole: boolean
}

async function measure(setting: Setting, registered: number): Promise<Measured> {
  const { warmUpMs, measureMs } = setting.effort
  const city = await startBenchCity(setting, describeDevices(registered))
  try {
    const { pid, host, port, startMs } = city
    const devices = city.devices.slice(0, connections)
    const pace = { window, ratePerS: null, firstTs: Date.now() - 600_000, tsStepMs: 1 }
    const plan = { ...pace, warmUpMs, measureMs, host, port, devices }
    const run = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    const stored = await city.stopAndCount()
    return { registered, run, startMs, isWhole: stored === run.report.ackedTotal }
  } finally {
    await city.discard()
  }
}

const cpuUs = ({ run }: Measured) => (run.usage.cpuMs * 1000) / run.report.acked

/** What a reading costs when the city has more and more devices. */
export async function* runGrowth(setting: Setting): AsyncGenerator<ScenarioResult> {
  const measured: Measured[] = []
  // Sizes in turn, so that a slow minute of the machine hits all of them.
  for (let round = 0; round < setting.effort.rounds; round++) {
    for (const size of sizes[setting.effort.name]) measured.push(await measure(setting, size))
  }
  const of = (size: number, value: (one: Measured) => number) =>
    median(measured.filter(({ registered }) => registered === size).map(value))
  const [smallest = 0, ...larger] = sizes[setting.effort.name]
  yield* [
    {
      name: 'growth of the registry',
      setting: `${connections} connections, window ${window}, median of ${setting.effort.rounds}`,
      figures: [smallest, ...larger].flatMap((size) => [
        { name: `${size} devices: CPU per reading`, value: of(size, cpuUs), unit: 'µs' },
        {
          name: `${size} devices: against ${smallest}`,
          value: of(size, cpuUs) / of(smallest, cpuUs),
          unit: '×',
          target: { atMost: dearerMax },
        },
        { name: `${size} devices: start`, value: of(size, ({ startMs }) => startMs), unit: 'ms' },
        {
          name: `${size} devices: memory, peak`,
          value: of(size, ({ run }) => run.usage.rssPeakMb),
          unit: 'MB',
        },
      ]),
      broken: measured.some(({ isWhole }) => !isWhole)
        ? ['stored is not what was acknowledged']
        : [],
      rounds: measured.map(({ registered, run, startMs }) => ({
        registered,
        startMs,
        cpuUs: (run.usage.cpuMs * 1000) / run.report.acked,
        ack: run.report.ack,
      })),
    },
  ]
}

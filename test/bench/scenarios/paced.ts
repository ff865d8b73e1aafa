import { describeDevices } from '../devices.ts'
import { type LoadRun, runLoad } from '../load-run.ts'
import { median, type ScenarioResult } from '../result.ts'
import { startBenchCity } from '../servers/city.ts'
import type { Setting } from './setting.ts'

const connections = 100
const ratePerS = 5_000
/** A publish waits for the commit under way and for its own: two syncs and the way there. */
const p99MaxMs = 50
const syncs = 2

async function measure(setting: Setting): Promise<{ run: LoadRun; isWhole: boolean }> {
  const city = await startBenchCity(setting, describeDevices(connections))
  try {
    const { pid, host, port, devices } = city
    const { warmUpMs, measureMs } = setting.effort
    const pace = { window: 200, ratePerS, firstTs: Date.now() - 600_000, tsStepMs: 1 }
    const plan = { ...pace, warmUpMs, measureMs, host, port, devices }
    const run = await runLoad({ plan, serverPid: pid, folder: setting.folder })
    return { run, isWhole: (await city.stopAndCount()) === run.report.ackedTotal }
  } finally {
    await city.discard()
  }
}

/** How long an acknowledgement takes at a rate that the machine carries easily. */
export async function runPaced(setting: Setting): Promise<ScenarioResult> {
  const measured: Awaited<ReturnType<typeof measure>>[] = []
  for (let round = 0; round < setting.effort.rounds; round++) measured.push(await measure(setting))
  const middle = (of: (run: LoadRun) => number) => median(measured.map(({ run }) => of(run)))
  const syncP99 = middle(({ fdatasync }) => fdatasync.p99)
  return {
    name: `ingest, flood, ${ratePerS} a second`,
    setting: `${connections} connections, paced, median of ${measured.length}`,
    figures: [
      {
        name: 'held back, the server being behind',
        value: middle(({ report }) => report.heldBack),
        unit: '',
      },
      { name: 'ack p50', value: middle(({ report }) => report.ack.p50), unit: 'ms' },
      {
        name: 'ack p99',
        value: middle(({ report }) => report.ack.p99),
        unit: 'ms',
        target: { atMost: p99MaxMs + syncs * syncP99 },
      },
      { name: 'ack max', value: middle(({ report }) => report.ack.max), unit: 'ms' },
      {
        name: 'CPU per reading, all threads',
        value: middle(({ usage, report }) => (usage.cpuMs * 1000) / report.acked),
        unit: 'µs',
      },
      { name: 'fdatasync probe p99', value: syncP99, unit: 'ms' },
    ],
    broken: measured.some(({ isWhole }) => !isWhole) ? ['stored is not what was acknowledged'] : [],
    rounds: measured.map(({ run }) => ({ ack: run.report.ack, fdatasync: run.fdatasync })),
  }
}

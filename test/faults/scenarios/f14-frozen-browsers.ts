import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RawViewer } from '#test/api/live/raw-viewer.ts'
import type { Summary } from '#test/bench/samples.ts'
import { watchResident } from '#test/support/resident.ts'
import type { Comparison } from '../checker/messages.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { collectLags, openFloodViewer } from '../load/live-lags.ts'
import { none } from '../load/none.ts'
import { addComparisons, promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 300
const frozenCount = 50
const healthyCount = 10
const settleMs = 3_000
/** Longer than it takes to drop the frozen ones: both spells last the same. */
const holdMs = { glance: 20_000, short: 25_000, full: 600_000 }
const droppedMaxMs = 20_000
const growthMaxMb = 50
/** The last readings may still be on their way when we stop to look. */
const seenMin = 0.95
/** Promise 2 of the platform: from publish to screen. */
const seenMaxMs = 500
/** How much slower the healthy ones may become beside the frozen ones. */
const slowerMax = 1.2
/**
 * A fifth of a few milliseconds is less than one collection of garbage: so much more is noise.
 * Where changes are judged the runner knows what the neighbours did, and gives its own room.
 */
const noiseMs = 50

interface Spell {
  /** Until only the healthy ones were left. */
  droppedMs: number
  peakMb: number
  /** From receipt by the server to each of the healthy. */
  lags: readonly Summary[]
  /** Seen of what was acknowledged meanwhile, by the one that saw least. */
  seenShare: number
  /** Healthy browsers that the server let go. */
  letGo: number
  comparison: Comparison
}

/** Of the one that waited longest. */
const worstP99 = ({ lags }: Spell) => Math.max(...lags.map(({ p99 }) => p99))

/** Ten healthy browsers watch a fresh city, and fifty that hang up or stop reading. */
async function watchCity(setting: Setting, end: 'hang up' | 'freeze'): Promise<Spell> {
  const dataFolder = join(setting.folder, end)
  const city = await createFaultCity(setting, { gauges, dataFolder })
  const server = await city.start()
  const fleet = createFleet({ ...city, window: 1, thinkMs: 1_000 })
  await fleet.connect(city.ports.mqtt)
  const open = async (count: number): Promise<RawViewer[]> => {
    const viewers = await Promise.all(
      Array.from({ length: count }, () => openFloodViewer(server.url)),
    )
    for (const viewer of viewers) setting.onEnd(() => void viewer.socket.destroy())
    return viewers
  }
  const healthy = await open(healthyCount)
  const lags = healthy.map(collectLags)
  const others = await open(frozenCount)
  await sleep(settleMs)
  const peak = watchResident(server.pid)
  for (const one of lags) one.take()
  const before = fleet.acked
  for (const viewer of others) {
    if (end === 'freeze') viewer.freeze()
    else viewer.socket.destroy()
  }
  const droppedMs = await until('the others are gone', 3 * droppedMaxMs, async () => {
    const { live } = await askHealth(server.url)
    return live.clients <= healthyCount
  })
  await hold(Math.max(0, holdMs[setting.effort] - droppedMs), setting.tellProgress)
  const acked = fleet.acked - before
  const found = lags.map((one) => one.take().summarize())
  const { live } = await askHealth(server.url)
  const peakMb = peak()
  await fleet.settle()
  fleet.drop()
  await server.close()
  return {
    droppedMs,
    peakMb,
    lags: found,
    seenShare: Math.min(...found.map(({ count }) => count)) / acked,
    letGo: healthyCount - live.clients,
    comparison: await city.compare(),
  }
}

/** Fifty browsers stop reading while ten others watch the same city. */
export const frozenBrowsers: Scenario = {
  id: 'F14',
  title: 'browsers that stop reading',
  async run(setting) {
    // Caches fill in any case: only the difference is what freezing costs.
    const without = await watchCity(setting, 'hang up')
    const beside = await watchCity(setting, 'freeze')
    const comparison = addComparisons(without.comparison, beside.comparison)
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'frozen', value: frozenCount, unit: 'browsers' },
        {
          name: 'dropped after',
          value: beside.droppedMs,
          unit: 'ms',
          target: { atMost: droppedMaxMs },
        },
        { name: 'memory, peak without them', value: without.peakMb, unit: 'MB' },
        {
          name: 'memory, peak beside them, more',
          value: beside.peakMb - without.peakMb,
          unit: 'MB',
          target: { atMost: growthMaxMb },
        },
        none('healthy: let go', without.letGo + beside.letGo),
        {
          name: 'healthy: values seen of all, least',
          value: Math.min(without.seenShare, beside.seenShare),
          unit: '×',
          target: { atLeast: seenMin },
        },
        {
          name: 'healthy: receipt to screen p99 without, worst of ten',
          value: worstP99(without),
          unit: 'ms',
          target: { atMost: seenMaxMs },
        },
        {
          name: 'healthy: receipt to screen p99 beside, worst of ten',
          value: worstP99(beside),
          unit: 'ms',
          target: { atMost: slowerMax * worstP99(without) + noiseMs },
        },
        ...promiseFigures(comparison),
      ],
    }
  },
}

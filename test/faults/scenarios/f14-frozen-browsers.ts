import { setTimeout as sleep } from 'node:timers/promises'
import { openRawViewer, type RawViewer } from '#test/api/live/raw-viewer.ts'
import { Samples } from '#test/bench/samples.ts'
import { residentMb, watchResident } from '#test/support/resident.ts'
import { askHealth } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { until } from '../load/until.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 300
const frozenCount = 50
const healthyCount = 10
const holdMs = { glance: 8_000, short: 25_000, full: 600_000 }
const droppedMaxMs = 20_000
const growthMaxMb = 50
/** Promise 2 of the platform: from publish to screen. */
const seenMaxMs = 500
/** On a machine that is too busy even for that: at most so much slower than before. */
const slowerMax = 1.2

/** Fifty browsers stop reading while ten others watch the same city. */
export const frozenBrowsers: Scenario = {
  id: 'F14',
  title: 'browsers that stop reading',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges })
    const server = await city.start()
    const fleet = createFleet({ ...city, window: 1, thinkMs: 1_000 })
    await fleet.connect(city.ports.mqtt)
    const open = async (count: number): Promise<RawViewer[]> => {
      const viewers = await Promise.all(
        Array.from({ length: count }, () => openRawViewer(server.url)),
      )
      for (const viewer of viewers) {
        viewer.watch({ kinds: ['flood'], since: 0, since_crossing: -1, health: false })
        setting.onEnd(() => void viewer.socket.destroy())
      }
      return viewers
    }
    const healthy = await open(healthyCount)
    const frozen = await open(frozenCount)
    await sleep(3_000)
    const before = measureLag(healthy[0])
    await sleep(5_000)
    const beforeMs = before().summarize().p99
    const beforeMb = residentMb(server.pid)
    for (const viewer of frozen) viewer.freeze()
    const peak = watchResident(server.pid)
    const lags = measureLag(healthy[0])
    const droppedMs = await until('frozen browsers are dropped', 3 * droppedMaxMs, async () => {
      const { live } = await askHealth(server.url)
      return live.clients <= healthyCount
    })
    await hold(Math.max(0, holdMs[setting.effort] - droppedMs), setting.tellProgress)
    const peakMb = peak()
    const { p99, count } = lags().summarize()
    fleet.drop()
    await server.close()
    return {
      figures: [
        { name: 'frozen', value: frozenCount, unit: 'browsers' },
        { name: 'dropped after', value: droppedMs, unit: 'ms', target: { atMost: droppedMaxMs } },
        {
          name: 'memory more',
          value: peakMb - beforeMb,
          unit: 'MB',
          target: { atMost: growthMaxMb },
        },
        { name: 'healthy: values seen', value: count, unit: '', target: { atLeast: gauges } },
        { name: 'healthy: receipt to screen p99 before', value: beforeMs, unit: 'ms' },
        {
          name: 'healthy: receipt to screen p99',
          value: p99,
          unit: 'ms',
          target: { atMost: Math.max(seenMaxMs, slowerMax * beforeMs) },
        },
      ],
    }
  },
}

/** Collects, for one healthy browser, the time from receipt by the server to the update. */
function measureLag(viewer: RawViewer | undefined): () => Samples {
  const samples = new Samples()
  let done = viewer?.updates.length ?? 0
  const take = () => {
    const now = Date.now()
    for (const { changes } of viewer?.updates.slice(done) ?? []) {
      for (const { latest } of changes) if (latest) samples.add(now - latest.received_ts)
    }
    done = viewer?.updates.length ?? 0
  }
  // After the viewer's own listener, which has read the frames of the same chunk.
  viewer?.socket.on('data', take)
  return () => samples
}

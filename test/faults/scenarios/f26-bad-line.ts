import { startChaosProxy } from '#test/support/chaos-proxy.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 30
const holdMs = { glance: 10_000, short: 25_000, full: 3_600_000 }
const ackMaxMs = 10_000
/**
 * 256 kbit/s for all together and every fifth segment lost: gauges of a valley behind one modem, at
 * the edge of its cell. With a modem each they would have thirty times as much.
 */
const link = {
  latencyMs: 60,
  jitterMs: 80,
  lossShare: 0.2,
  bytesPerS: 256_000 / 8,
  isShared: true,
  resetShare: 0.005,
}

/** Devices behind a slow line that loses segments and connections. */
export const badLine: Scenario = {
  id: 'F26',
  title: 'a slow line that loses a fifth of everything, and connections',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges })
    const server = await city.start()
    const { random } = setting
    const proxy = await startChaosProxy({ target: city.ports.mqtt, link, random })
    setting.onEnd(proxy.close)
    const fleet = createFleet({ ...city, window: 4, thinkMs: 200, countsResends: true })
    fleet.comeBackTo(proxy.port)
    // One that is reset while it connects comes back by itself.
    await fleet.connect(proxy.port).catch(() => undefined)
    await hold(holdMs[setting.effort], setting.tellProgress)
    await fleet.settle()
    const { p50, p99, max } = fleet.takeLatencies().summarize()
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'connections lost', value: proxy.resets, unit: '', target: { atLeast: 1 } },
        { name: 'acknowledgement p50', value: p50, unit: 'ms' },
        { name: 'acknowledgement p99', value: p99, unit: 'ms', target: { atMost: ackMaxMs } },
        { name: 'acknowledgement, longest', value: max, unit: 'ms' },
        ...promiseFigures(comparison),
        none('sent but not stored', fleet.sentCount() - comparison.stored),
      ],
    }
  },
}

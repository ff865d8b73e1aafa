import { setTimeout as sleep } from 'node:timers/promises'
import { listSaid } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { blockLoop, inspectable } from '../rigs/block-loop.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 100
const rounds = { glance: 1, short: 2, full: 50 }
const blockMs = 5_000
/** The shortest that our devices use; one and a half of it is longer than the block. */
const keepAliveS = 15
const againMaxMs = 2_000

/** Something keeps the one thread busy for five seconds; nobody may be taken for dead. */
export const blockedLoop: Scenario = {
  id: 'F24',
  title: 'an event loop that is blocked for five seconds',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges, nodeArgs: inspectable })
    const server = await city.start()
    await city.checker.watch(server.url)
    const fleet = createFleet({ ...city, window: 2, thinkMs: 100, keepAliveS, tellsStatus: true })
    await fleet.connect(city.ports.mqtt)
    const againMs: number[] = []
    for (let round = 0; round < rounds[setting.effort]; round++) {
      setting.tellProgress(`${round} of ${rounds[setting.effort]} rounds`)
      await sleep(1_000)
      await blockLoop(server.output(), blockMs)
      const since = performance.now()
      // One that was cut off is not served again: that is found, and needs no waiting.
      const isServed = () => fleet.closed > 0 || fleet.countAckedSince(since) === gauges
      againMs.push(await until('readings of all are taken again', 60_000, isServed))
    }
    await sleep(500)
    const { length: online } = await listSaid(server.url, 'online')
    const { length: offline } = await listSaid(server.url, 'offline')
    const closed = fleet.closed
    // One that was cut off does not come back: it would be waited for without end.
    if (closed === 0) await fleet.settle()
    await city.checker.calm()
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'blocked', value: blockMs, unit: 'ms' },
        {
          name: 'all served again after',
          value: Math.max(...againMs),
          unit: 'ms',
          target: { atMost: againMaxMs },
        },
        none('connections closed', closed),
        { name: 'devices said to be online', value: online, unit: '', target: { atLeast: gauges } },
        none('devices said to be offline', offline),
        ...promiseFigures(comparison),
      ],
    }
  },
}

import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { createShim } from '../rigs/shim.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 20
const hourMs = 3_600_000
const dayMs = 24 * hourMs
const jumpsMs = [hourMs, dayMs, -hourMs, -dayMs]
const spellMs = { glance: 500, short: 2_000, full: 60_000 }
/** Far less than any jump, and more than a busy disk keeps an acknowledgement waiting. */
const keepAliveS = 30

/**
 * The server's wall clock jumps; the devices' clocks stay right. Connections, order and crossings
 * hang on the monotonic clock and on the journal. While the server's clock is more than five
 * minutes behind, every reading looks as if it came from the future: by the rules of acceptance it
 * is stored, marked and raises no alarm, and the figure tells how many there were.
 */
export const wallClock: Scenario = {
  id: 'F10',
  title: "jumps of the server's wall clock by an hour and a day, there and back",
  needs: ['C compiler'],
  async run(setting) {
    const shim = createShim(setting, setting.folder)
    const city = await createFaultCity(setting, { gauges, env: shim.env })
    const server = await city.start()
    await city.checker.watch(server.url)
    const firstTs = Date.now() - 60_000
    const fleet = createFleet({ ...city, window: 2, thinkMs: 20, keepAliveS, firstTs })
    fleet.comeBackTo(city.ports.mqtt)
    await fleet.connect(city.ports.mqtt)
    const silent: number[] = []
    for (const jump of jumpsMs) {
      for (const offset of [jump, 0]) {
        shim.wallOffsetMs(offset)
        const before = fleet.acked
        await hold(spellMs[setting.effort], setting.tellProgress)
        if (fleet.acked === before) silent.push(offset)
      }
    }
    await fleet.settle()
    await city.checker.calm()
    const closed = fleet.closed
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'jumps', value: 2 * jumpsMs.length, unit: '' },
        { name: 'connections closed', value: closed, unit: '', target: { atMost: 0 } },
        {
          name: 'jumps after which nothing was taken',
          value: silent.length,
          unit: '',
          target: { atMost: 0 },
        },
        { name: 'readings marked as wrongly dated', value: comparison.clockSuspect, unit: '' },
        ...promiseFigures(comparison),
      ],
    }
  },
}

import { askHealth } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
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
/** The clock runs so many times too fast. */
const drift = 10
const driftStepMs = 100
/** Health is asked every few milliseconds: what counts is that it says so, and soon. */
const toldMaxMs = 5_000
const askedMaxMs = 60_000

interface Spell {
  offsetMs: number
  /** Readings that were acknowledged in it. */
  taken: number
  /** Until the server said that its clock may be behind, or no longer said so; ms. */
  toldMs: number
  /** How far behind it believed to be at the end; null where it did not doubt itself. */
  believedMs: number | null
}

/**
 * The server's wall clock jumps, and drifts; the devices' clocks stay right. Connections, order and
 * crossings hang on the monotonic clock and on the journal. While the server's clock is more than
 * five minutes behind, every reading looks as if it came from the future: it is stored and marked,
 * and raises with the next one that agrees. Then the server has to say that it doubts its own clock.
 */
export const wallClock: Scenario = {
  id: 'F10',
  title:
    "jumps of the server's wall clock by an hour and a day, there and back, and ten times its pace",
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
    await until('readings are taken from all', askedMaxMs, () => fleet.acked >= 2 * gauges)

    const askDoubt = async () => (await askHealth(server.url)).clock_doubt
    const spells: Spell[] = []
    for (const offsetMs of jumpsMs.flatMap((jump) => [jump, 0])) {
      shim.wallOffsetMs(offsetMs)
      const before = fleet.acked
      const isBehind = offsetMs < 0
      const what = isBehind ? 'the clock is doubted' : 'the clock is believed'
      const toldMs = await until(what, askedMaxMs, async () => {
        return ((await askDoubt()) !== null) === isBehind
      })
      await hold(spellMs[setting.effort], setting.tellProgress)
      const believedMs = (await askDoubt())?.behind_ms ?? null
      spells.push({ offsetMs, taken: fleet.acked - before, toldMs, believedMs })
    }
    const before = fleet.acked
    for (let passedMs = 0; passedMs < spellMs[setting.effort]; passedMs += driftStepMs) {
      shim.wallOffsetMs((drift - 1) * passedMs)
      await hold(driftStepMs, setting.tellProgress)
    }
    const takenInDrift = fleet.acked - before
    await fleet.settle()
    await city.checker.calm()
    const closed = fleet.closed
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    const behind = spells.filter(({ offsetMs }) => offsetMs < 0)
    const isWrong = ({ offsetMs, believedMs }: Spell) =>
      offsetMs < 0
        ? Math.abs((believedMs ?? 0) + offsetMs) > Math.abs(offsetMs) / 2
        : believedMs !== null
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'jumps', value: spells.length, unit: '' },
        none('connections closed', closed),
        none(
          'jumps after which nothing was taken',
          spells.filter(({ taken }) => taken === 0).length,
        ),
        {
          name: 'taken while the clock ran too fast',
          value: takenInDrift,
          unit: '',
          target: { atLeast: 1 },
        },
        {
          name: 'clock behind: said after',
          value: Math.max(...behind.map(({ toldMs }) => toldMs)),
          unit: 'ms',
          target: { atMost: toldMaxMs },
        },
        none('spells in which it was said wrongly, or not', spells.filter(isWrong).length),
        {
          name: 'readings marked as wrongly dated',
          value: comparison.clockSuspect,
          unit: '',
          target: { atLeast: behind.length * gauges },
        },
        ...promiseFigures(comparison),
      ],
    }
  },
}

import { setTimeout as sleep } from 'node:timers/promises'
import { readUsage } from '#test/bench/process-usage.ts'
import { median } from '#test/bench/result.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals, servedFigures } from '../load/promise-figures.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const kills = { glance: 4, short: 50, full: 1_000 }
/** The server lives so long under load before it dies, ms. */
const lifeMs = { min: 5, max: 500 }
/**
 * The last of them lives until the consumers have saved what they know (`heart/saving.ts`): the
 * next server goes on from there with the rest of the journal.
 */
const lastLifeMs = 4_000
/**
 * From the start of the process to its first acknowledgement, under the whole load from the first
 * moment: the processor time that the server needs for it, with all its threads. It is as long on a
 * machine that is shared. Neighbours stretch the clock's time, so that one has a wide limit: it
 * is there for a start that waits for something.
 */
const againMaxMs = 3_000
const againWallMaxMs = 10_000

/** The server is killed at random moments under load and started again on what it left. */
export const killed: Scenario = {
  id: 'F01',
  title: 'kill -9 of the server under load',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges })
    const fleet = createFleet({ ...city, window })
    const againMs: number[] = []
    const againCpuMs: number[] = []
    for (let kill = 0; kill < kills[setting.effort]; kill++) {
      setting.tellProgress(`${kill} of ${kills[setting.effort]} kills`)
      const startedMs = performance.now()
      const server = await city.start()
      // Pages that stay open: they have to have missed nothing in the end.
      if (kill === 0) await city.checker.watch(server.url)
      await fleet.connect(city.ports.mqtt)
      againMs.push(performance.now() - startedMs)
      againCpuMs.push(readUsage(server.pid).cpuMs)
      const isLast = kill === kills[setting.effort] - 1
      const briefMs = lifeMs.min + setting.random() * (lifeMs.max - lifeMs.min)
      await sleep(isLast ? lastLifeMs : briefMs)
      await server.kill()
      fleet.drop()
    }
    const server = await city.start()
    await fleet.connect(city.ports.mqtt)
    await fleet.settle()
    await city.checker.calm()
    fleet.drop()
    // Once more: what is served now is what the last one left, and nothing that has come since.
    await server.kill()
    const last = await city.start()
    const served = await city.checker.compareServed(last.url)
    const exitCode = await last.close()
    const comparison = await city.compare()
    return {
      totals: { ...promiseTotals(comparison), kills: againMs.length },
      figures: [
        {
          name: 'kills',
          value: againMs.length,
          unit: '',
          target: { atLeast: kills[setting.effort] },
        },
        {
          name: 'taking readings again, processor time, median',
          value: median(againCpuMs),
          unit: 'ms',
          target: { atMost: againMaxMs },
        },
        {
          name: 'taking readings again, median',
          value: median(againMs),
          unit: 'ms',
          target: { atMost: againWallMaxMs },
        },
        { name: 'taking readings again, longest', value: Math.max(...againMs), unit: 'ms' },
        none('exit code at the end', exitCode ?? NaN),
        ...promiseFigures(comparison),
        ...servedFigures(served, comparison),
        // Everything that was on its way came again and is there once.
        none('sent but not stored', fleet.sentCount() - comparison.stored),
      ],
    }
  },
}

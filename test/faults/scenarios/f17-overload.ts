import { watchResident } from '#test/support/resident.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { hold } from '../runner/progress.ts'
import type { Scenario } from '../runner/scenario.ts'

const flooding = 200
const alarming = 5
/** Together 20,000 readings on the way: twice what the server can store in a second. */
const window = 100
/** Some fifty crossings a second: a flood in the whole prefecture, and not a flapping relay. */
const readingsPerSwing = 500
const holdMs = { glance: 4_000, short: 15_000, full: 600_000 }
/** The heap with everything that waits, and two caches of SQLite of 64 MB each. */
const residentMaxMb = 640
/** Bounded means that it does not go on growing. */
const growthMax = 1.2
const alarmMaxMs = 5_000

/** Every device sends as soon as it may, all the time, with a hundred readings on the way. */
export const overload: Scenario = {
  id: 'F17',
  title: 'more readings than the server can take',
  async run(setting) {
    const city = await createFaultCity(setting, { gauges: flooding + alarming })
    const server = await city.start()
    const flood = createFleet({
      ...city,
      devices: city.devices.slice(0, flooding),
      window,
      readingsPerSwing,
    })
    const gauges = createFleet({
      ...city,
      devices: city.devices.slice(flooding),
      window: 1,
      thinkMs: 50,
    })
    await gauges.connect(city.ports.mqtt)
    const peak = watchResident(server.pid)
    await flood.connect(city.ports.mqtt)
    const before = flood.acked
    await hold(holdMs[setting.effort] / 2, setting.tellProgress)
    const firstHalfMb = peak()
    const secondHalf = watchResident(server.pid)
    await hold(holdMs[setting.effort] / 2, setting.tellProgress)
    const rate = ((flood.acked - before) * 1000) / holdMs[setting.effort]
    const secondHalfMb = secondHalf()
    await Promise.all([flood.settle(), gauges.settle()])
    const closed = flood.closed + gauges.closed
    const flooded = flood.takeLatencies().summarize()
    const alarms = gauges.takeLatencies().summarize()
    flood.drop()
    gauges.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        { name: 'on the way at any time', value: flooding * window, unit: 'readings' },
        { name: 'acknowledged', value: rate, unit: '/s' },
        { name: 'acknowledgement p50', value: flooded.p50, unit: 'ms' },
        { name: 'acknowledgement p99', value: flooded.p99, unit: 'ms' },
        {
          name: 'gauges beside it p99',
          value: alarms.p99,
          unit: 'ms',
          target: { atMost: alarmMaxMs },
        },
        {
          name: 'memory, peak',
          value: Math.max(firstHalfMb, secondHalfMb),
          unit: 'MB',
          target: { atMost: residentMaxMb },
        },
        {
          name: 'memory, second half to first',
          value: secondHalfMb / firstHalfMb,
          unit: 'times',
          target: { atMost: growthMax },
        },
        none('connections closed', closed),
        ...promiseFigures(comparison),
      ],
    }
  },
}

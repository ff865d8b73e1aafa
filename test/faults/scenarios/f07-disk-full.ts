import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { fill, mountSmallDisk } from '../rigs/small-disk.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 20
const window = 10
/** Far more than all readings of a run take, so that the disk is full as long as the filler is there. */
const disk = '48m'
/** So many are on the disk when it fills up; how fast a machine stores them makes no difference. */
const readingsBefore = 2_000
/** Long enough for the server to ask the disk as seldom as it ever does. */
const fullMs = { glance: 4_000, short: 20_000, full: 600_000 }
const arrivalMs = 200
const noticedMaxMs = 5_000
const recoveryMaxMs = 10_000
const patienceMs = 120_000

/** Another program fills the disk under load; later it goes away again. */
export const diskFull: Scenario = {
  id: 'F07',
  title: 'a disk that is full for a while',
  needs: ['root', 'tmpfs'],
  async run(setting) {
    const dataFolder = mountSmallDisk(setting, disk)
    const city = await createFaultCity(setting, { gauges, dataFolder })
    const server = await city.start()
    const fleet = createFleet({ ...city, window })
    fleet.comeBackTo(city.ports.mqtt)
    await fleet.connect(city.ports.mqtt)
    const isUnderWay = () => fleet.acked >= readingsBefore
    await until('readings are taken', patienceMs, isUnderWay)

    const filler = join(dataFolder, 'filler')
    fill(filler)
    const isReady = () => answers(`${server.url}/readyz`)
    await until('the full disk is said', patienceMs, async () => !(await isReady()))
    const noticedMs = performance.now() - fleet.lastAckMs
    // What left the server before it knew is still on its way to us.
    await sleep(arrivalMs)
    const before = fleet.acked
    const reads: boolean[] = []
    for (let waited = 0; waited < fullMs[setting.effort]; waited += 1_000) {
      setting.tellProgress(`full for ${waited / 1_000} of ${fullMs[setting.effort] / 1_000} s`)
      await sleep(1_000)
      reads.push(await answers(`${server.url}/v1/devices`))
      reads.push(await answers(`${server.url}/v1/devices/fault-0001/readings?limit=10`))
    }
    const ackedWhileFull = fleet.acked - before
    const stillFull = !(await isReady())

    const connections = fleet.closed
    rmSync(filler)
    const back = fleet.acked
    const recoveryMs = await until('readings are taken again', patienceMs, () => fleet.acked > back)
    // Nothing new from here on: a fast machine would fill the disk by itself.
    await fleet.settle()
    await until('it says that it is ready', patienceMs, isReady)
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    return {
      totals: promiseTotals(comparison),
      figures: [
        {
          name: 'from the last acknowledgement to saying so',
          value: noticedMs,
          unit: 'ms',
          target: { atMost: noticedMaxMs },
        },
        { name: 'full', value: fullMs[setting.effort], unit: 'ms' },
        {
          name: 'still full at its end',
          value: Number(stillFull),
          unit: '',
          target: { atLeast: 1 },
        },
        none('acknowledged while full', ackedWhileFull),
        {
          name: 'connections closed instead',
          value: connections,
          unit: '',
          target: { atLeast: 1 },
        },
        none('reads refused while full', reads.filter((ok) => !ok).length),
        {
          name: 'from space to the first acknowledgement',
          value: recoveryMs,
          unit: 'ms',
          target: { atMost: recoveryMaxMs },
        },
        ...promiseFigures(comparison),
      ],
    }
  },
}

import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from '../load/ask.ts'
import { createFaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { until } from '../load/until.ts'
import { createShim, type Shim, stallMs } from '../rigs/shim.ts'
import type { Scenario } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const rounds = { glance: 1, short: 2, full: 100 }
const spellMs = 3_000
const arrivalMs = 200
const noticedMaxMs = 5_000
const recoveryMaxMs = 10_000
const patienceMs = 120_000

interface Watched {
  fleet: Fleet
  shim: Shim
  url: string
}

/** A disk that needs two seconds for every sync: acknowledgements wait, nobody is thrown out. */
async function stall({ fleet, shim, url }: Watched) {
  const closedBefore = fleet.closed
  fleet.takeLatencies()
  shim.sync('stall')
  await sleep(spellMs)
  const reads = await answers(`${url}/v1/devices`)
  shim.sync('pass')
  const acked = fleet.acked
  await until('acknowledgements come again', patienceMs, () => fleet.acked > acked)
  await sleep(stallMs)
  const { max } = fleet.takeLatencies().summarize()
  return { reads, longestMs: max, closed: fleet.closed - closedBefore }
}

/** A disk that fails every sync: nothing is acknowledged until it works again. */
async function fail({ fleet, shim, url }: Watched) {
  const isReady = () => answers(`${url}/readyz`)
  shim.sync('fail')
  const noticedMs = await until(
    'the failing disk is said',
    patienceMs,
    async () => !(await isReady()),
  )
  // What left the server before it knew is still on its way to us.
  await sleep(arrivalMs)
  const acked = fleet.acked
  await sleep(spellMs)
  const reads = await answers(`${url}/v1/devices`)
  const wrongly = fleet.acked - acked
  shim.sync('pass')
  const recoveryMs = await until('readings are taken again', patienceMs, () => fleet.acked > acked)
  await until('it says that it is ready', patienceMs, isReady)
  await sleep(200)
  return { reads, noticedMs, wrongly, recoveryMs }
}

export const badSync: Scenario = {
  id: 'F08',
  title: 'an fsync that takes two seconds, and one that fails with EIO',
  needs: ['C compiler'],
  async run(setting) {
    const shim = createShim(setting, setting.folder)
    const city = await createFaultCity(setting, { gauges, env: shim.env })
    const server = await city.start()
    const fleet = createFleet({ ...city, window })
    fleet.comeBackTo(city.ports.mqtt)
    await fleet.connect(city.ports.mqtt)
    await sleep(300)
    const watched = { fleet, shim, url: server.url }
    const stalls: Awaited<ReturnType<typeof stall>>[] = []
    const failures: Awaited<ReturnType<typeof fail>>[] = []
    for (let round = 0; round < rounds[setting.effort]; round++) {
      setting.tellProgress(`${round} of ${rounds[setting.effort]} rounds`)
      stalls.push(await stall(watched))
      failures.push(await fail(watched))
    }
    await fleet.settle()
    fleet.drop()
    // Not a polite end: nothing may depend on what only a polite end writes. Crossings are in the
    // commit after that of their reading: those of the last one come with the next start.
    await server.kill()
    await (await city.start()).close()
    const comparison = await city.compare()
    const worst = (values: readonly number[]) => Math.max(...values)
    const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
    const noReads = [...stalls, ...failures].filter(({ reads }) => !reads).length
    return {
      totals: { ...promiseTotals(comparison), kills: 1 },
      figures: [
        {
          name: 'stalled: longest wait for an acknowledgement',
          value: worst(stalls.map(({ longestMs }) => longestMs)),
          unit: 'ms',
          target: { atLeast: stallMs },
        },
        none('stalled: connections closed', sum(stalls.map(({ closed }) => closed))),
        {
          name: 'failing: said after',
          value: worst(failures.map(({ noticedMs }) => noticedMs)),
          unit: 'ms',
          target: { atMost: noticedMaxMs },
        },
        none('failing: acknowledged meanwhile', sum(failures.map(({ wrongly }) => wrongly))),
        {
          name: 'failing: taking readings again after',
          value: worst(failures.map(({ recoveryMs }) => recoveryMs)),
          unit: 'ms',
          target: { atMost: recoveryMaxMs },
        },
        none('reads refused', noReads),
        ...promiseFigures(comparison),
      ],
    }
  },
}

import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '#test/bench/result.ts'
import type { Comparison } from '../checker/messages.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { none } from '../load/none.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { findToldLoss, isAlarm, type ToldLoss } from '../load/told-loss.ts'
import { until } from '../load/until.ts'
import { createPowerCutDisk, type PowerCutDisk } from '../rigs/power-cut-disk.ts'
import { createShim } from '../rigs/shim.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const cuts = { glance: 3, short: 30, full: 500 }
const controlCuts = { glance: 1, short: 3, full: 20 }
/** The server takes readings for so long before the cut, ms. */
const lifeMs = { min: 20, max: 1_000 }
/** And so many at most: those of all lives together have room on the disk, on a fast machine too. */
const lifeReadingsMax = 1_000
/** Acknowledgements that left before the cut have arrived by then, ms. */
const arrivalMs = 30
/** Acknowledged with an fsync that works, and again with one that does nothing. */
const controlReadings = 500
const patienceMs = 120_000
const startMaxMs = 10_000

interface Start {
  startMs: number
  /** Of the log that the cut before it has left. */
  told: ToldLoss | undefined
}

interface Life {
  city: FaultCity
  disk: PowerCutDisk
  fleet: Fleet
  /** What else has to happen while readings are taken. */
  beforeCut?: () => Promise<void>
}

/** One life of the server under load, ended by a cut; how its start went. */
async function liveUntilCut(
  setting: Setting,
  { city, disk, fleet, beforeCut }: Life,
): Promise<Start> {
  const startedMs = performance.now()
  const server = await city.start()
  const startMs = performance.now() - startedMs
  await fleet.connect(city.ports.mqtt)
  const [endMs, enough] = [
    performance.now() + lifeMs.min + setting.random() * (lifeMs.max - lifeMs.min),
    fleet.acked + lifeReadingsMax,
  ]
  const isOver = () => performance.now() >= endMs || fleet.acked >= enough
  await until('the life is over', patienceMs, isOver)
  await beforeCut?.()
  process.kill(server.pid, 'SIGSTOP')
  await sleep(arrivalMs)
  fleet.drop()
  disk.photograph()
  await server.kill()
  disk.cut()
  return { startMs, told: findToldLoss(server.output()) }
}

/**
 * The cable is pulled at random moments: what the disk holds then is photographed while the
 * server stands still, and the next server starts from the photograph.
 */
export const powerCut: Scenario = {
  id: 'F05',
  title: 'power cuts under load, on an ext4 disk that keeps only what was synced',
  needs: ['root', 'loop devices'],
  async run(setting) {
    const disk = createPowerCutDisk(setting, 'disk')
    const city = await createFaultCity(setting, { gauges, dataFolder: disk.folder })
    execFileSync('sync', ['-f', disk.folder])
    const fleet = createFleet({ ...city, window })
    const starts: Start[] = []
    for (let cut = 0; cut < cuts[setting.effort]; cut++) {
      setting.tellProgress(`${cut} of ${cuts[setting.effort]} cuts`)
      starts.push(await liveUntilCut(setting, { city, disk, fleet }))
    }
    const server = await city.start()
    await fleet.connect(city.ports.mqtt)
    await fleet.settle()
    fleet.drop()
    await server.close()
    const comparison = await city.compare()
    const startsMs = starts.map(({ startMs }) => startMs)
    const told = [...starts.map((start) => start.told), findToldLoss(server.output())]
    return {
      totals: { ...promiseTotals(comparison), cuts: startsMs.length },
      figures: [
        {
          name: 'cuts',
          value: startsMs.length,
          unit: '',
          target: { atLeast: cuts[setting.effort] },
        },
        {
          name: 'start, median',
          value: median(startsMs),
          unit: 'ms',
          target: { atMost: startMaxMs },
        },
        {
          name: 'start, longest',
          value: Math.max(...startsMs),
          unit: 'ms',
          target: { atMost: startMaxMs },
        },
        {
          name: 'unfinished commits that were asked about',
          value: told.filter((one) => one && !isAlarm(one)).length,
          unit: '',
        },
        none('cuts that were taken for damage', told.filter(isAlarm).length),
        ...promiseFigures(comparison),
      ],
    }
  },
}

/** One cut of a server whose fsync does nothing from some moment on: what was there then. */
async function cutWithoutSync(setting: Setting, name: string): Promise<Comparison> {
  const disk = createPowerCutDisk(setting, name)
  const shim = createShim(setting, disk.folder)
  const city = await createFaultCity(setting, { gauges, dataFolder: disk.folder, env: shim.env })
  execFileSync('sync', ['-f', disk.folder])
  const fleet = createFleet({ ...city, window })
  const take = (count: number) => {
    const enough = fleet.acked + count
    return until('readings are acknowledged', patienceMs, () => fleet.acked >= enough)
  }
  const beforeCut = async () => {
    await take(controlReadings)
    shim.sync('skip')
    await take(controlReadings)
  }
  await liveUntilCut(setting, { city, disk, fleet, beforeCut })
  // No error stands for a loss: what is gone is counted, reading by reading, in what can be read.
  return city.compare()
}

/**
 * The rig itself on trial: were it blind, the zero of F05 would mean nothing. An fsync that does
 * nothing is more than `synchronous=OFF`: that of the folder and of every checkpoint is gone too.
 */
export const powerCutControl: Scenario = {
  id: 'F05-CONTROL',
  title: 'the same cuts with an fsync that does nothing: the loss must be seen',
  needs: ['root', 'loop devices', 'C compiler'],
  async run(setting) {
    const found: Comparison[] = []
    for (let cut = 0; cut < controlCuts[setting.effort]; cut++) {
      setting.tellProgress(`${cut} of ${controlCuts[setting.effort]} cuts`)
      found.push(await cutWithoutSync(setting, `control-${cut}`))
    }
    const lost = found.map((one) => one.lost)
    const acknowledged = found.reduce((sum, one) => sum + one.acknowledged, 0)
    return {
      figures: [
        { name: 'cuts', value: found.length, unit: '' },
        {
          name: 'cuts after which acknowledged readings were missing',
          value: lost.filter((count) => count > 0).length,
          unit: '',
          target: { atLeast: found.length },
        },
        {
          name: 'cuts after which those were there that had been synced',
          value: found.filter(({ stored }) => stored > 0).length,
          unit: '',
          target: { atLeast: found.length },
        },
        { name: 'acknowledged before the cuts', value: acknowledged, unit: '' },
        { name: 'of them missing', value: lost.reduce((sum, count) => sum + count, 0), unit: '' },
        { name: 'missing a cut, fewest', value: Math.min(...lost), unit: '' },
      ],
    }
  },
}

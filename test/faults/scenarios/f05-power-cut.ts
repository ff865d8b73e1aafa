import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { median } from '#test/bench/result.ts'
import { createFaultCity, type FaultCity } from '../load/fault-city.ts'
import { createFleet, type Fleet } from '../load/fleet.ts'
import { promiseFigures, promiseTotals } from '../load/promise-figures.ts'
import { findToldLoss, isAlarm, type ToldLoss } from '../load/told-loss.ts'
import { createPowerCutDisk, type PowerCutDisk } from '../rigs/power-cut-disk.ts'
import { createShim } from '../rigs/shim.ts'
import type { Scenario, Setting } from '../runner/scenario.ts'

const gauges = 20
const window = 10
const cuts = { glance: 3, short: 30, full: 500 }
const controlCuts = { glance: 1, short: 3, full: 20 }
/** The server takes readings for so long before the cut, ms. */
const lifeMs = { min: 20, max: 1_000 }
/** Acknowledgements that left before the cut have arrived by then, ms. */
const arrivalMs = 30
const startMaxMs = 10_000

interface Start {
  startMs: number
  /** Of the log that the cut before it has left. */
  told: ToldLoss | undefined
}

/** One life of the server under load, ended by a cut; how its start went. */
async function liveUntilCut(
  setting: Setting,
  { city, disk, fleet }: { city: FaultCity; disk: PowerCutDisk; fleet: Fleet },
): Promise<Start> {
  const startedMs = performance.now()
  const server = await city.start()
  const startMs = performance.now() - startedMs
  await fleet.connect(city.ports.mqtt)
  await sleep(lifeMs.min + setting.random() * (lifeMs.max - lifeMs.min))
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
        { name: 'start, longest', value: Math.max(...startsMs), unit: 'ms' },
        {
          name: 'unfinished commits that were asked about',
          value: told.filter((one) => one && !isAlarm(one)).length,
          unit: '',
        },
        {
          name: 'cuts that were taken for damage',
          value: told.filter(isAlarm).length,
          unit: '',
          target: { atMost: 0 },
        },
        ...promiseFigures(comparison),
      ],
    }
  },
}

/** One cut of a server whose fsync does nothing: how many acknowledged readings are gone. */
async function cutWithoutSync(setting: Setting, name: string): Promise<number> {
  const disk = createPowerCutDisk(setting, name)
  const shim = createShim(setting, disk.folder)
  const city = await createFaultCity(setting, { gauges, dataFolder: disk.folder, env: shim.env })
  execFileSync('sync', ['-f', disk.folder])
  shim.sync('skip')
  const fleet = createFleet({ ...city, window })
  await liveUntilCut(setting, { city, disk, fleet })
  try {
    const { lost } = await city.compare()
    return lost
  } catch {
    // Nothing that can be read is left: all of it is gone.
    return fleet.acked
  }
}

/** The rig itself on trial: were it blind, the zero of F05 would mean nothing. */
export const powerCutControl: Scenario = {
  id: 'F05-CONTROL',
  title: 'the same cuts with an fsync that does nothing: the loss must be seen',
  needs: ['root', 'loop devices', 'C compiler'],
  async run(setting) {
    const lost: number[] = []
    for (let cut = 0; cut < controlCuts[setting.effort]; cut++) {
      setting.tellProgress(`${cut} of ${controlCuts[setting.effort]} cuts`)
      lost.push(await cutWithoutSync(setting, `control-${cut}`))
    }
    const caught = lost.filter((count) => count > 0).length
    return {
      figures: [
        { name: 'cuts', value: lost.length, unit: '' },
        {
          name: 'cuts whose loss was seen',
          value: caught,
          unit: '',
          target: { atLeast: lost.length },
        },
        { name: 'readings lost a cut, median', value: median(lost), unit: '' },
      ],
    }
  },
}

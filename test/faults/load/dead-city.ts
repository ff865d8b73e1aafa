import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Setting } from '../runner/scenario.ts'
import { createFaultCity, type FaultCity } from './fault-city.ts'
import { createFleet } from './fleet.ts'

const gauges = 10
const window = 10
/** The server takes readings for so long before it dies, ms. */
const lifeMs = { min: 200, max: 800 }

/** A city that was killed while it took readings, and may be found dead again and again. */
export interface DeadCity extends FaultCity {
  /** By `device at ts`: a reading was sent, and acknowledged, at these times. */
  readonly told: ReadonlyMap<string, { sentTs: number; ackedTs: number }>
  /** Keeps the data folder as it is now; `layOut` brings it back. */
  keep(): Snapshot
  /** Forgets it with all that was kept. */
  remove(): Promise<void>
}

export interface Snapshot {
  layOut(): void
}

/** Its newest commits are in the log only, earlier ones in the database. */
export async function liveAndDie(setting: Setting, name: string): Promise<DeadCity> {
  const dataFolder = join(setting.folder, name)
  mkdirSync(dataFolder)
  const city = await createFaultCity(setting, { gauges, dataFolder })
  const told = new Map<string, { sentTs: number; ackedTs: number }>()
  const onAck = (device: string, ts: number, waitedMs: number) => {
    const ackedTs = Date.now()
    told.set(`${device} at ${ts}`, { sentTs: ackedTs - waitedMs, ackedTs })
  }
  const fleet = createFleet({ ...city, window, onAck })
  for (const end of ['close', 'kill'] as const) {
    const server = await city.start()
    await fleet.connect(city.ports.mqtt)
    await sleep(lifeMs.min + setting.random() * (lifeMs.max - lifeMs.min))
    if (end === 'close') fleet.drop()
    await server[end]()
    fleet.drop()
  }
  return {
    ...city,
    told,
    keep: createKeeper(city),
    async remove() {
      await city.checker.close()
      rmSync(dataFolder, { recursive: true })
    },
  }
}

function createKeeper({ folder, dataFolder }: FaultCity) {
  let kept = 0
  const copy = (from: string, to: string) => {
    rmSync(to, { recursive: true, force: true })
    // The socket of the tools and the lock are of the server that is dead.
    const filter = (path: string) => !path.endsWith('.sock') && !/lock\.db/.test(path)
    cpSync(from, to, { recursive: true, preserveTimestamps: true, filter })
  }
  return (): Snapshot => {
    kept += 1
    const place = join(dataFolder, `kept-${kept}`)
    copy(folder, place)
    return { layOut: () => copy(place, folder) }
  }
}

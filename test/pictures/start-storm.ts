import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { kinds } from '#domain/kinds/index.ts'
import { loadCity } from '#app/city/load-city.ts'
import { createSimulatedCity } from '#simulators/city/create-simulated-city.ts'
import { loadCredentials } from '#simulators/fleet/load-credentials.ts'
import { startFleet, type Fleet } from '#simulators/fleet/start.ts'
import { startTestCity, type StartedCity } from '#test/support/start-city.ts'
import { createHurriedClock } from './hurried-clock.ts'

const hour = 3_600_000
const cityFolder = resolve(import.meta.dirname, '../../infra/cities/inashiki')

/** The moment of the pictures: always the same, so that a new picture shows what has changed. */
export const pictureTs = Date.parse('2026-09-12T15:20:00+09:00')
/** The heaviest rain fell so long before: ditches and small rivers are at their highest. */
const sincePeakMs = 2 * hour
const seed = 1
/** Twenty minutes a second. Devices look what is due four times a second, so none is late. */
const speed = 1_200

/** Longest wait for what the devices remember of the day before. */
const preludeMaxMs = 120_000

export interface StormCity {
  city: StartedCity
  close(): Promise<void>
}

/**
 * The demo city in a storm, played from `playedMs` before the moment of the pictures up to it.
 * Resolves when every reading is on disk; the city's time then stands still.
 */
export async function startStorm(playedMs: number): Promise<StormCity> {
  const fromTs = pictureTs - playedMs
  const clock = createHurriedClock({ fromTs, toTs: pictureTs, speed }, () => performance.now())
  const city = await startTestCity({
    demo: { scenario: null },
    env: { ONLINE_TILES: 'false' },
    clock: clock.city,
  })
  const fleet = startFleet({
    city: createSimulatedCity((await loadCity(cityFolder)).folder),
    kinds,
    credentials: await loadCredentials(join(city.dataFolder, 'simulated-devices.json')),
    url: city.mqttUrl,
    scenario: 'storm',
    seed,
    speed: 1,
    durationMs: playedMs,
    stormPeakTs: pictureTs - sincePeakMs,
    joinWithinMs: 0,
    clock: clock.fleet,
    // A lost connection is tried again, and the end waits for every acknowledgement.
    onTrouble: () => undefined,
  })
  await untilCaughtUp(fleet)
  clock.start()
  await fleet.done
  return {
    city,
    async close() {
      await fleet.close()
      await city.close()
    },
  }
}

/** Every device has connected and emptied its memory. */
async function untilCaughtUp(fleet: Fleet): Promise<void> {
  const deadlineMs = performance.now() + preludeMaxMs
  while (performance.now() < deadlineMs) {
    const { connected, devices, waiting, acknowledged } = fleet.stats()
    if (connected === devices && waiting === 0 && acknowledged > 0) return
    await sleep(50)
  }
  throw new Error(`the simulated devices did not catch up within ${preludeMaxMs / 1000} s`)
}

import { kinds } from '#domain/kinds/index.ts'
import { loadSimulatedCity } from '../city/load-city.ts'
import { planRun } from '../fleet/run-plan.ts'
import type { Scenario } from '../fleet/run-plan.ts'
import { createWorld } from '../world/create-world.ts'
import { planForRun } from './inject.ts'
import { loadFaults } from './load-faults.ts'

interface CheckOptions {
  /** A preset or a file. */
  source: string
  cityFolder: string
  scenario: Scenario
  seed: number
}

/**
 * Tries whether a live run of a city could have these faults, before anything is started. Throws
 * an Error with every complaint, one a line.
 */
export async function checkFaults(options: CheckOptions, nowTs: number): Promise<void> {
  const { source, cityFolder, scenario, seed } = options
  const loaded = loadFaults(source)
  const city = await loadSimulatedCity(cityFolder)
  const plan = planRun({ scenario, speed: 1 }, nowTs)
  const world = createWorld({ city, seed, stormPeakTs: plan.stormPeakTs })
  planForRun({ city, kinds, seed }, loaded, { devices: city.devices, world, plan })
}

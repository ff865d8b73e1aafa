import { kinds } from '#domain/kinds/index.ts'
import type { SimulatedCity } from '../city/simulated-city.ts'
import { planRun } from '../fleet/run-plan.ts'
import type { Scenario } from '../fleet/run-plan.ts'
import { createWorld } from '../world/create-world.ts'
import { planForRun } from './inject.ts'
import { loadFaults } from './load-faults.ts'

interface CheckOptions {
  /** A preset or a file. */
  source: string
  city: SimulatedCity
  scenario: Scenario
  seed: number
}

/**
 * Tries whether a live run of a city could have these faults, before anything is started. Throws
 * an Error with every complaint, one a line.
 */
export function checkFaults(options: CheckOptions, nowTs: number): void {
  const { source, city, scenario, seed } = options
  const loaded = loadFaults(source)
  const plan = planRun({ scenario, speed: 1 }, nowTs)
  const world = createWorld({ city, seed, stormPeakTs: plan.stormPeakTs })
  planForRun({ city, kinds, seed }, loaded, { devices: city.devices, world, plan })
}

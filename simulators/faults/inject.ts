import type { Device } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { World } from '#domain/kinds/simulation.ts'
import type { SimulatedCity } from '../city/simulated-city.ts'
import { createMeasurement } from '../fleet/reporter.ts'
import type { Reporter } from '../fleet/reporter.ts'
import type { RunPlan, Scenario } from '../fleet/run-plan.ts'
import { createCityTime } from '../world/local-time.ts'
import { spanOf } from './file/when.ts'
import { prepareFaults } from './load-faults.ts'
import type { LoadedFaults } from './load-faults.ts'
import { createFaultyReporter } from './stream.ts'
import { openTruthLog } from './truth-log.ts'
import { truthVersion } from './truth.ts'

/** Puts faults into the devices that have some; the others stay as they are. */
export interface Injection {
  into(device: Device, sound: Reporter): { reporter: Reporter; isCutOff: (ts: number) => boolean }
}

interface InjectOptions {
  city: SimulatedCity
  kinds: readonly Kind[]
  scenario: Scenario
  seed: number
  faults?: { loaded: LoadedFaults; truthFile: string } | undefined
  onTrouble: (sentence: string) => void
}

interface Run {
  devices: readonly Device[]
  world: World
  plan: RunPlan
}

const isNeverCutOff = () => false

/** Plans the faults of a run and opens its ground truth. Throws with every complaint. */
export function injectFaults(options: InjectOptions, run: Run): Injection {
  const { faults: wanted, onTrouble } = options
  if (!wanted) return { into: (_device, reporter) => ({ reporter, isCutOff: isNeverCutOff }) }
  const { plan } = run
  const { faults, leftOut } = planForRun(options, wanted.loaded, run)
  for (const sentence of leftOut) onTrouble(`left out of the preset: ${sentence}`)
  const { startTs, endTs } = spanOf(plan)
  const truth = openTruthLog(wanted.truthFile, {
    type: 'run',
    version: truthVersion,
    city: options.city.id,
    scenario: options.scenario,
    seed: options.seed,
    speed: plan.speed,
    boot: plan.boot,
    start_ts: startTs,
    end_ts: plan.endTs,
    storm_peak_ts: plan.stormPeakTs,
    faults: wanted.loaded.name,
  })
  return {
    into(device, sound) {
      const own = faults.filter((fault) => fault.device === device)
      if (own.length === 0) return { reporter: sound, isCutOff: isNeverCutOff }
      const reporter = createFaultyReporter({
        reporter: sound,
        faults: own,
        endTs,
        onAsked: (toTs) => truth.begin(own, toTs),
        onSent: (sent) => truth.note(device.id, sent),
      })
      return { reporter, isCutOff: reporter.isCutOff }
    },
  }
}

/** The faults of a file at the devices of a run. Throws an Error with every complaint. */
export function planForRun(
  { city, kinds, seed }: Pick<InjectOptions, 'city' | 'kinds' | 'seed'>,
  loaded: LoadedFaults,
  { devices, world, plan }: Run,
) {
  const measurements = new Map<Device, ReturnType<typeof createMeasurement>>()
  const measurementOf = (device: Device) => {
    const kind = kinds.find(({ id }) => id === device.kind)
    if (!kind) throw new Error(`Device ${device.id} has the unknown kind "${device.kind}"`)
    return createMeasurement({ device, kind, world, seed })
  }
  return prepareFaults(loaded, {
    devices,
    kinds,
    centre: city.centre,
    time: createCityTime(city.timeZone),
    seed,
    plan,
    valuesOf(device) {
      const known = measurements.get(device) ?? measurementOf(device)
      measurements.set(device, known)
      return known
    },
  })
}

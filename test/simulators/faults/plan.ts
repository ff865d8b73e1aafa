import { kinds } from '#domain/kinds/index.ts'
import type { Device } from '#domain/devices/device.ts'
import { parseFaultsFile } from '#simulators/faults/file/faults-file.ts'
import { planForRun } from '#simulators/faults/inject.ts'
import { composeFaults } from '#simulators/faults/stream.ts'
import type { DeviceFault, ValuesAt } from '#simulators/faults/device-fault.ts'
import type { Transform } from '#simulators/faults/sent.ts'
import { createMeasurement, createReporter } from '#simulators/fleet/reporter.ts'
import type { Report, Reporter } from '#simulators/fleet/reporter.ts'
import type { RunPlan } from '#simulators/fleet/run-plan.ts'
import { day, inashiki, kindOf, mondayTs, worldOf } from '../inashiki.ts'

export const seed = 7
export const world = worldOf(seed)

/** A sped-up run of Monday. */
export const mondaysRun: RunPlan = {
  startTs: mondayTs,
  endTs: mondayTs + day,
  speed: 1_000,
  preludeMs: 0,
  movingPreludeMs: 0,
  stormPeakTs: null,
  boot: 'b',
}

export function planFile(faults: unknown, plan: RunPlan = mondaysRun) {
  const text = typeof faults === 'string' ? faults : JSON.stringify({ version: 1, faults })
  const { entries, complaints } = parseFaultsFile('f.json', text)
  const loaded = { name: 'f.json', isPreset: false, entries, complaints }
  const { devices } = inashiki
  return planForRun({ city: inashiki, kinds, seed }, loaded, { devices, world, plan }).faults
}

/** What is wrong with a file, one sentence each. */
export function complaintsAbout(faults: unknown, plan?: RunPlan): string[] {
  try {
    planFile(faults, plan)
    return []
  } catch (error) {
    return (error as Error).message.split('\n')
  }
}

export function valuesOf(device: Device): ValuesAt {
  return createMeasurement({ device, kind: kindOf(device), world, seed })
}

export function transformOf(device: Device, faults: readonly DeviceFault[]): Transform {
  const own = faults.filter((fault) => fault.device === device)
  return composeFaults(own, valuesOf(device))
}

export function reporterOf(device: Device, startTs: number, boot = 'b'): Reporter {
  return createReporter({ device, kind: kindOf(device), world, seed, startTs, boot })
}

/** What a device without faults reports in (fromTs, toTs]. */
export function soundReports(device: Device, fromTs: number, toTs: number): Report[] {
  return reporterOf(device, fromTs).until(toTs)
}

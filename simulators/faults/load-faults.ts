import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseFaultsFile } from './file/faults-file.ts'
import type { FaultEntry } from './file/faults-file.ts'
import { planFaults } from './file/plan-faults.ts'
import type { PlanSurroundings } from './file/plan-faults.ts'
import type { DeviceFault } from './device-fault.ts'
import { presetFolder, presets } from './list-presets.ts'

/** A faults file as read; what it means depends on the city and the run. */
export interface LoadedFaults {
  name: string
  isPreset: boolean
  entries: readonly FaultEntry[]
  /** About the shape of other entries: told with all that is wrong in the city and the run. */
  complaints: readonly string[]
}

/** Reads a preset or a file. Throws an Error for what is no faults file at all. */
export function loadFaults(source: string): LoadedFaults {
  const isPreset = presets.includes(source)
  const file = isPreset ? join(presetFolder, `${source}.json`) : source
  if (!existsSync(file)) {
    throw new Error(
      `--faults ${source}: no such file, and no preset; presets: ${presets.join(', ')}`,
    )
  }
  const name = isPreset ? `${source}.json` : source
  const { entries, complaints } = parseFaultsFile(name, readFileSync(file, 'utf8'))
  if (entries.length === 0) throw new Error(complaints.join('\n'))
  return { name: source, isPreset, entries, complaints }
}

interface ReadyFaults {
  faults: readonly DeviceFault[]
  /** What of a preset does not fit this city or this run, and is left out. */
  leftOut: readonly string[]
}

/**
 * The faults at their devices. Throws an Error with every complaint: a file says what someone
 * means. A preset is for any city and run; what of it does not fit is left out.
 */
export function prepareFaults(loaded: LoadedFaults, around: PlanSurroundings): ReadyFaults {
  const { name, isPreset, entries } = loaded
  const planned = planFaults(entries, around)
  const { faults } = planned
  const complaints = [...loaded.complaints, ...planned.complaints]
  const isUseless = faults.length === 0
  if (complaints.length > 0 && (!isPreset || isUseless)) {
    const head = isPreset ? [`--faults ${name}: nothing of this preset fits`] : []
    throw new Error([...head, ...complaints].join('\n'))
  }
  return { faults, leftOut: complaints }
}

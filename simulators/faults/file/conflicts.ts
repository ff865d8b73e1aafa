import type { DeviceFault } from '../device-fault.ts'
import type { FaultType } from '../fault-type.ts'
import type { Occurrence } from '../window.ts'

/** A fault at a device with where it stands in the file. */
export interface Planned {
  fault: DeviceFault
  type: FaultType
  path: string
}

/** Do both alter the same value, or neither any? */
function alterTheSame(a: Planned, b: Planned): boolean {
  if (a.fault.field !== null || b.fault.field !== null) return a.fault.field === b.fault.field
  return a.type.alters === b.type.alters
}

/** Two faults whose overlap nobody could tell the truth of. */
function contradict(a: Planned, b: Planned): boolean {
  // Two carriers may fail together, wherever their areas meet.
  if (a.type.takesArea && b.type.takesArea) return false
  if (alterTheSame(a, b)) {
    if (a.type.id === b.type.id) return true
    // A value that is replaced hides what else is wrong with it.
    if (a.type.pins || b.type.pins) return true
  }
  return delaysWhat(a, b) || delaysWhat(b, a)
}

/** One keeps for later what the other loses, or keeps for another moment. */
const delaysWhat = (a: Planned, b: Planned) =>
  a.type.delays === true && (b.type.delays === true || b.type.stage === 'loss')

function findOverlap(a: DeviceFault, b: DeviceFault, horizon: Occurrence) {
  const others = b.window.between(horizon.fromTs, horizon.toTs)
  for (const one of a.window.between(horizon.fromTs, horizon.toTs)) {
    const other = others.find(({ fromTs, toTs }) => fromTs < one.toTs && one.fromTs < toTs)
    if (other) return Math.max(one.fromTs, other.fromTs)
  }
  return undefined
}

/** The first fault before this one that it contradicts at its device, in words. */
export function findContradiction(
  planned: Planned,
  before: readonly Planned[],
  horizon: Occurrence,
): string | undefined {
  for (const other of before) {
    if (other.fault.device !== planned.fault.device || !contradict(planned, other)) continue
    const ts = findOverlap(planned.fault, other.fault, horizon)
    if (ts === undefined) continue
    const { device, field } = planned.fault
    const what = field === null ? device.id : `${field} of ${device.id}`
    const at = new Date(ts).toISOString()
    return `${planned.type.id} and ${other.type.id} (${other.path}) contradict each other at ${what} from ${at}`
  }
  return undefined
}

import { type Figure, meetsTarget } from '#test/bench/result.ts'
import type { MachineReport } from './machine.ts'
import type { Effort } from './scenario.ts'

/** Figures in these units depend on the machine's other guests as well. */
const dependingUnits = ['ms', 'MB', 'times']

/**
 * How far such a figure may be from its aim before it fails where changes are judged: a defect of
 * those that a scenario looks for (a frozen server, a leak) misses by far more. The published
 * figures of the long form have no such room.
 */
const room = { ms: 3, MB: 1.5, times: 1.3 }
/** Something that takes a limited time waits for so many syncs at most, one after the other. */
const syncsMax = 20

/** `missed`: not as it should be, told, but no failure. */
export type Judgement = 'met' | 'missed' | 'failed'

export const isDepending = ({ unit }: Figure): boolean => dependingUnits.includes(unit)

/** The worst value of a figure that does not fail; undefined where there is no room. */
function limitOf({ unit, target }: Figure, { slower, syncP99Ms }: MachineReport) {
  if (!target) return undefined
  if (unit === 'ms' && 'atMost' in target) {
    return { atMost: target.atMost * room.ms * slower + syncsMax * syncP99Ms }
  }
  const factor = unit === 'MB' ? room.MB : unit === 'times' ? room.times : undefined
  if (factor === undefined) return undefined
  return 'atMost' in target
    ? { atMost: target.atMost * factor }
    : { atLeast: target.atLeast / factor }
}

/** What was lost or doubled is judged as it is; time and memory beside what the machine did. */
export function judge(
  figure: Figure,
  { effort, machine }: { effort: Effort; machine: MachineReport },
): Judgement {
  if (meetsTarget(figure) !== false) return 'met'
  if (effort === 'full') return 'failed'
  const limit = limitOf(figure, machine)
  return limit && meetsTarget({ ...figure, target: limit }) ? 'missed' : 'failed'
}

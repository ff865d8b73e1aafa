import type { TruthFault, TruthTouch } from '../faults/truth.ts'
import { findFalseAlarms } from './false-alarms.ts'
import { findNoticed } from './notice.ts'
import type { Observation } from './observe-city.ts'
import { episodeOf } from './read-truth.ts'
import type { Truth } from './read-truth.ts'

/** How well a city noticed one type of fault. */
export interface Score {
  fault_type: string
  /** Stretches of a fault at a device in which it touched anything, and how many of them were noticed at all. */
  faults: number
  found: number
  /** Readings that the fault touched, and how many of them were noticed. */
  readings: number
  noticed: number
  recall: number | null
  /** What was noticed and was not there. */
  false_alarms: number
  precision: number | null
  /** From the beginning of a fault to the first reading that was noticed; the middle one, ms. */
  first_notice_ms: number | null
}

interface ScoreSheet {
  scores: Score[]
  /** Readings of sound devices, or of sound hours, that were flagged all the same. */
  flagged_without_fault: number
  readings: number
}

const share = (part: number, whole: number) => (whole === 0 ? null : part / whole)

/** Compares what was injected with what a city noticed. Pure. */
export function scoreCity(truth: Truth, city: Observation): ScoreSheet {
  const noticed = findNoticed(truth, city)
  const alarms = findFalseAlarms(truth, city)
  const beganTs = Math.min(...truth.runs.map(({ start_ts }) => start_ts))
  const types = [...new Set(truth.faults.map(({ fault_type }) => fault_type))]
  const scores = types.map((type): Score => {
    const touches = truth.touches.filter((touch) => touch.fault_type === type && counts(touch))
    // A device that reported nothing while the fault lasted had nothing to notice.
    const acted = new Set(touches.map(episodeOf))
    const faults = truth.faults.filter(
      (fault) => fault.fault_type === type && acted.has(episodeOf(fault)),
    )
    const seen = touches.filter((touch) => noticed.has(touch))
    const delays = faults.flatMap((fault) => firstNotice(fault, seen, beganTs) ?? [])
    const falseAlarms = alarms.byType.get(type) ?? 0
    return {
      fault_type: type,
      faults: faults.length,
      found: delays.length,
      readings: touches.length,
      noticed: seen.length,
      recall: share(seen.length, touches.length),
      false_alarms: falseAlarms,
      precision: share(seen.length, seen.length + falseAlarms),
      first_notice_ms: delays.toSorted((a, b) => a - b)[delays.length >> 1] ?? null,
    }
  })
  const readings = [...city.devices.values()].reduce((sum, one) => sum + one.readings.length, 0)
  return { scores, flagged_without_fault: alarms.without, readings }
}

/** What a device never measured leaves no trace: its restart is what can be noticed. */
const counts = ({ effect }: TruthTouch) => effect !== 'not_made'

/** The time that a fault went on unnoticed; one that was there before the run counts from then. */
function firstNotice(
  fault: TruthFault,
  seen: readonly TruthTouch[],
  beganTs: number,
): number | undefined {
  const own = seen.filter((touch) => episodeOf(touch) === episodeOf(fault))
  const [first] = own.map(measuredTs).toSorted((a, b) => a - b)
  return first === undefined ? undefined : first - Math.max(fault.from_ts, beganTs)
}

/** When a touched reading was measured: its own stamp may be the fault. */
function measuredTs({ ts, true: trueValues }: TruthTouch): number {
  return typeof trueValues?.['ts'] === 'number' ? trueValues['ts'] : ts
}

import { minutesLeft, type MinutesLeft } from '../logic/alarm/minutes-left.ts'
import { levelValueOf } from '../logic/alarm/level-value.ts'
import { neighbouringSteps } from '../logic/alarm/thresholds.ts'
import { findKind } from './city.ts'
import { connection } from './connection.ts'
import type { FleetEntry } from './fleet.ts'
import { findTrend } from './trends.ts'

/**
 * When a gauge reaches its next threshold if it goes on as now; undefined where nobody can say: it does
 * not rise, its value is old or unconfirmed, the line is cut, or the reader is not of the staff (no
 * trend). Reads signals.
 */
export function findTimeLeft(entry: FleetEntry): MinutesLeft | undefined {
  const device = entry.device.value
  const standing = entry.standing.value
  if (standing.level === null || !device.confirmed || connection.value === 'cut') return undefined
  const measured = levelValueOf(device, findKind(device.kind), standing)
  const { next } = neighbouringSteps(measured?.value ?? 0, device.thresholds)
  const trend = measured && next && findTrend(entry)
  return trend ? (minutesLeft(trend, next.value - measured.value) ?? undefined) : undefined
}

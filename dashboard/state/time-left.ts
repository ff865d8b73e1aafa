import { minutesLeft, type MinutesLeft } from '../logic/alarm/minutes-left.ts'
import { levelValueOf } from '../logic/alarm/level-value.ts'
import { neighbouringSteps, type ThresholdStep } from '../logic/alarm/thresholds.ts'
import { findKind } from './city.ts'
import { connection } from './connection.ts'
import type { FleetEntry } from './fleet.ts'
import { now } from './server-clock.ts'
import { findTrend } from './trends.ts'

/** The minutes that are left until a threshold. */
export interface TimeLeftTo extends MinutesLeft {
  next: ThresholdStep
}

/**
 * When a gauge reaches its next threshold if it goes on as now; undefined where nobody can say: it does
 * not rise, its value is old or unconfirmed, the line is cut, or the reader is not of the staff (no
 * trend). Reads signals.
 */
export function findTimeLeft(entry: FleetEntry): TimeLeftTo | undefined {
  const device = entry.device.value
  const standing = entry.standing.value
  if (standing.level === null || !device.confirmed || connection.value === 'cut') return undefined
  const measured = levelValueOf(device, findKind(device.kind), standing)
  const { next } = neighbouringSteps(measured?.value ?? 0, device.thresholds)
  const trend = measured && next && findTrend(entry)
  if (!trend) return undefined
  const ageMs = Math.max(0, now.value - measured.ts)
  const left = minutesLeft(trend, { room: next.value - measured.value, ageMs })
  return left ? { ...left, next } : undefined
}

import type { Standing } from '../device/standing.ts'
import { thresholdSteps } from './thresholds.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'

/**
 * How much a gauge deserves the wall: its level first, then how far it has come between its lowest
 * and its highest threshold. One that fell silent at a level stays just below those that speak.
 */
export function concernOf(
  standing: Standing,
  value: number | null,
  thresholds: Thresholds | null,
): number {
  if (standing.level === null) return (standing.lastLevel?.level ?? 0) * 10 - 1
  const steps = thresholdSteps(thresholds)
  const low = steps[0]?.value
  const high = steps.at(-1)?.value
  if (value === null || low === undefined || high === undefined) return standing.level * 10
  const share = (value - low) / Math.max(0.1, high - low)
  return standing.level * 10 + 5 * Math.min(1, Math.max(-1, share))
}

import type { ThresholdKey } from '#domain/alarms/levels.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'

/** Thresholds that a city set itself and nobody has verified; those that are not given are unknown. */
export function localThresholds(known: Partial<Record<ThresholdKey, number>>): Thresholds {
  return {
    standby: null,
    caution: null,
    evac: null,
    danger: null,
    overflow: null,
    authority: 'local',
    source: null,
    verified: false,
    valid_from: null,
    ...known,
  }
}

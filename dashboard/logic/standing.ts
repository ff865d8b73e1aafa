import type { Freshness } from '#domain/freshness.ts'
import type { Level } from '#domain/levels.ts'
import { flags } from '#domain/flags.ts'
import { freshnessAt, type CityDevice } from './city-device.ts'

/**
 * How a device stands now, as list, map and panel all show it. A level counts only while the
 * value is fresh; of an expired one the last level stays named but loses its colour.
 */
export interface Standing {
  freshness: Freshness
  /** The level that may be shown in colour, null where there is none or it is no longer sure. */
  level: Level | null
  lastLevel: { level: Level; ts: number } | null
  /** The device reported, but without a value that can be used. */
  noValue: boolean
  suspect: boolean
}

export function standingOf(device: CityDevice, serverNow: number): Standing {
  const freshness = freshnessAt(device, serverNow)
  const known = freshness === 'live' || freshness === 'late'
  const flag = device.latest?.flag
  return {
    freshness,
    level: known ? device.level : null,
    lastLevel: device.last_level,
    noValue: known && (flag === flags.missing || flag === flags.fail),
    suspect: known && flag === flags.suspect,
  }
}

/** True where two standings look the same: called for every device every second. */
export function isSameStanding(a: Standing, b: Standing): boolean {
  return (
    a.freshness === b.freshness &&
    a.level === b.level &&
    a.noValue === b.noValue &&
    a.suspect === b.suspect &&
    a.lastLevel?.level === b.lastLevel?.level
  )
}

/** True where an officer has to look because the data, not the water, is in a bad state. */
export function needsAttention(standing: Standing): boolean {
  return standing.freshness !== 'live' || standing.noValue
}

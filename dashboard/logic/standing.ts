import type { Freshness } from '#domain/freshness.ts'
import type { Level } from '#domain/levels.ts'
import { flags, isFieldUsable, isUsable } from '#domain/flags.ts'
import type { KindResource, LatestReading } from '#domain/resources.ts'
import { freshnessAt, type CityDevice } from './city-device.ts'
import { headlineField } from './figure.ts'

/**
 * How a device stands now, as list, map and panel all show it. A level counts only while the
 * value is fresh; of an expired one the last level stays named but loses its colour.
 */
export interface Standing {
  freshness: Freshness
  /** The level that may be shown in colour, null where there is none or it is no longer sure. */
  level: Level | null
  lastLevel: { level: Level; ts: number } | null
  /** The device reported, but its headline, on a gauge the level, has no value that can be used. */
  noValue: boolean
  /** The headline stands, but something in the reading has to be looked at. */
  suspect: boolean
}

export function standingOf(
  device: CityDevice,
  kind: KindResource | undefined,
  serverNow: number,
): Standing {
  const freshness = freshnessAt(device, serverNow)
  const known = freshness === 'live' || freshness === 'late'
  const { latest } = device
  const noValue = known && latest !== null && !hasValue(latest, kind)
  return {
    freshness,
    level: known ? device.level : null,
    lastLevel: device.last_level,
    noValue,
    suspect: known && latest !== null && !noValue && isDoubtful(latest),
  }
}

/** The flag is that of the whole reading: an empty battery must not hide the level beside it. */
function hasValue(latest: LatestReading, kind: KindResource | undefined): boolean {
  const field = kind && headlineField(kind, latest)
  if (!field) return isUsable(latest.flag)
  return latest.values[field.name] !== null && isFieldUsable(latest, field.name)
}

function isDoubtful({ flag }: LatestReading): boolean {
  return flag === flags.suspect || flag === flags.fail
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

import { isOnTime, type Freshness } from '#domain/readings/freshness.ts'
import type { Level } from '#domain/alarms/levels.ts'
import { flags, type Flag } from '#domain/readings/flags.ts'
import type { LastLevel, LatestReading } from '#domain/wire/device.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { freshnessAt, type CityDevice } from './city-device.ts'
import { isHeadlineUsable } from '../value/figure.ts'
import { thresholdSteps } from '../alarm/thresholds.ts'

/**
 * How a device stands now, as list, map and panel all show it: what the server says, aged. A level
 * counts only while its value is fresh; an expired one stays named but loses its colour.
 */
export interface Standing {
  freshness: Freshness
  /** The level that may be shown in colour, null where there is none or it is no longer sure. */
  level: Level | null
  /**
   * The level that stands in the city's record: `level`, or the last one while the newest report has
   * no value. Null once it has expired.
   */
  stands: Level | null
  lastLevel: LastLevel | null
  /** The device reported, but nothing that counts: no level stands, and the headline has no value. */
  noValue: boolean
  /** There is a value, but something in the reading has to be looked at. */
  suspect: boolean
}

export function standingOf(
  device: CityDevice,
  kind: KindResource | undefined,
  serverNow: number,
): Standing {
  const { latest } = device
  const own = freshnessAt(device, latest, serverNow)
  const { ofLevel, ...levels } = ageLevel(device, serverNow)
  if (!latest || !isOnTime(own)) {
    return { freshness: own, ...levels, level: null, noValue: false, suspect: false }
  }
  const { level, lastLevel } = levels
  const freshness = level !== null && own === 'live' ? ofLevel : own
  const noValue = level === null && lacksValue(device, kind, latest)
  const isDoubted = isDoubtful(latest) || isDoubtful(level === null ? null : lastLevel)
  return { ...levels, freshness, noValue, suspect: !noValue && isDoubted }
}

/** A gauge whose float is stuck may go on with its rain: the level has an age of its own. */
function ageLevel(device: CityDevice, serverNow: number) {
  const { last_level: lastLevel } = device
  const ofLevel = freshnessAt(device, lastLevel, serverNow)
  if (!lastLevel || !isOnTime(ofLevel)) return { level: null, stands: null, lastLevel, ofLevel }
  return { level: device.level, stands: lastLevel.level, lastLevel, ofLevel }
}

/** A gauge with thresholds owes its level, whatever else it sends. */
function lacksValue(
  { thresholds }: CityDevice,
  kind: KindResource | undefined,
  latest: LatestReading,
): boolean {
  const owesLevel = kind?.level_field != null && thresholdSteps(thresholds).length > 0
  return owesLevel || !isHeadlineUsable(kind, latest)
}

function isDoubtful(value: { flag: Flag } | null): boolean {
  return value?.flag === flags.suspect || value?.flag === flags.fail
}

/** True where two standings look the same: called for every device every second. */
export function isSameStanding(a: Standing, b: Standing): boolean {
  return (
    a.freshness === b.freshness &&
    a.level === b.level &&
    a.stands === b.stands &&
    a.noValue === b.noValue &&
    a.suspect === b.suspect &&
    a.lastLevel?.level === b.lastLevel?.level
  )
}

/** True where an officer has to look because the data, not the water, is in a bad state. */
export function needsAttention(standing: Standing): boolean {
  return standing.freshness !== 'live' || standing.noValue
}

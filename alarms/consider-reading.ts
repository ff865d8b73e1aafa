import { outcomes, type Outcome } from '#domain/commit.ts'
import { fieldFlag, isClockSuspect, isFieldUsable } from '#domain/readings/flags.ts'
import { levelOf, listThresholds, type Level } from '#domain/alarms/levels.ts'
import type { Crossing, Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'

/** The level of a gauge after the newest reading that had one. */
export interface GaugeLevel {
  level: Level
  ts: number
}

export interface Considered {
  state: GaugeLevel | undefined
  crossing?: Crossing
}

/**
 * Does a committed reading change a gauge's level? Suspect values count (a flood looks like a
 * step), failed, missing and wrongly dated ones do not, and late ones change nothing: a crossing
 * is news, not history. A gauge begins at level 0, so that one installed in a flood does alarm.
 */
export function considerReading(
  state: GaugeLevel | undefined,
  { reading, outcome }: { reading: Reading; outcome: Outcome },
  { field, thresholds }: { field: string; thresholds: Thresholds },
): Considered {
  if (!isNews(state, reading, outcome)) return { state }
  const value = reading.values[field]
  if (typeof value !== 'number' || !isFieldUsable(reading, field)) return { state }
  const level = levelOf(value, thresholds)
  if (level === null) return { state }
  const next = { level, ts: reading.ts }
  const before = state?.level ?? 0
  if (level === before) return { state: next }
  const change = { field, value, from_level: before, to_level: level }
  return { state: next, crossing: createCrossing(reading, thresholds, change) }
}

function isNews(state: GaugeLevel | undefined, reading: Reading, outcome: Outcome): boolean {
  if (outcome === outcomes.duplicate || isClockSuspect(reading.reasons)) return false
  if (!state || reading.ts > state.ts) return true
  // The newest value was corrected: what the map shows now decides.
  return reading.ts === state.ts && outcome === outcomes.revision
}

function createCrossing(
  reading: Reading,
  thresholds: Thresholds,
  change: Pick<Crossing, 'field' | 'value' | 'from_level' | 'to_level'>,
): Crossing {
  const direction = change.to_level > change.from_level ? 'raised' : 'cleared'
  const { key, value: threshold } = findThreshold(thresholds, change.value, direction)
  const { device, kind, ts, received_ts, origin } = reading
  // Its own: a battery that fails as well makes a doubtful level no surer, nor rain a sure one doubtful.
  const flag = fieldFlag(reading, change.field)
  const reached = {
    direction,
    threshold,
    threshold_key: key,
    authority: thresholds.authority,
  } as const
  return { device, kind, ts, received_ts, flag, origin, ...change, ...reached }
}

/** The threshold next to the value: the highest one reached, or the lowest one left. */
function findThreshold(thresholds: Thresholds, value: number, direction: Crossing['direction']) {
  const known = listThresholds(thresholds)
  const reached = known.findLast((threshold) => threshold.value <= value)
  const left = known.find((threshold) => threshold.value > value)
  const found = direction === 'raised' ? (reached ?? left) : (left ?? reached)
  if (!found) throw new Error('A level changed without any threshold')
  return found
}

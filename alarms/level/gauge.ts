import { noLevel, type GaugeLevel } from '#domain/alarms/gauge-level.ts'
import { hasThresholds, type Level } from '#domain/alarms/levels.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Cause } from './cause.ts'
import { isLater, type GaugeValue } from './gauge-value.ts'
import { findRise, passOver, passStart, type PassRule, type PassState } from './pass.ts'

/**
 * Usable values kept of each gauge: what comes out of order within four hours of a gauge that
 * reports every ten minutes is judged without asking the store.
 */
export const keptValuesMax = 24

/** All that is known of a gauge's level. It follows from the journal alone and is saved as it is. */
export interface Gauge {
  /** The newest usable values, newest first, none left out between them. */
  readonly values: readonly GaugeValue[]
  /** The pass over all values before these, and over these too. */
  readonly before: PassState
  readonly state: PassState
  /** True where the store has no usable value before the kept ones. */
  readonly reachesBack: boolean
  /** Place of the newest report, where its value is not usable. */
  readonly unusablePlaceTs: number | null
  /** Crossings of the record in force that the kept values made, newest first. */
  readonly standing: readonly StoredCrossing[]
  /** The newest crossing in force before those. */
  readonly earlier: StoredCrossing | null
  /** Number of the newest entry of this gauge, whatever it says. */
  readonly newestSeq: number | null
  /** The level of the alarm that stands: late values change the record alone. */
  readonly alarm: Level
  /** Nothing followed the rise in doubt in time: it has become an alarm. */
  readonly isLost: boolean
  /** The mode that the gauge last named. */
  readonly mode: string | null
  /** The record before it was made by other thresholds, or another version: it stays as it is. */
  readonly fixed: Fixed | null
  /** The thresholds that the record goes by. */
  readonly judgedBy: string | null
  /** What the store has to be asked, because the kept values do not reach so far. */
  readonly repair: Repair | null
}

/** Places between which something changed that the kept values do not reach. */
export interface Repair {
  readonly fromTs: number
  readonly toTs: number
  readonly cause: Cause
}

/** Where the record begins that may still change. */
export interface Fixed {
  readonly place_ts: number
  /** The level that stands before. */
  readonly level: Level
  /** Number of the last entry that stays; null where only the store knows it. */
  readonly seq: number | null
}

/** A gauge begins at level 0, so that one installed in a flood does alarm. */
export const newGauge: Gauge = {
  values: [],
  before: passStart,
  state: passStart,
  reachesBack: true,
  unusablePlaceTs: null,
  standing: [],
  earlier: null,
  newestSeq: null,
  alarm: 0,
  isLost: false,
  mode: null,
  fixed: null,
  judgedBy: null,
  repair: null,
}

/** The newest usable value that is known. */
export const newestOf = ({ values, before }: Pick<Gauge, 'values' | 'before'>): GaugeValue | null =>
  values[0] ?? before.doubt ?? before.base

/** The kept values with one more, or another one in its place. */
export function insertValue(
  values: readonly GaugeValue[],
  value: GaugeValue,
): readonly GaugeValue[] {
  const others = values.filter(({ ts }) => ts !== value.ts)
  const at = others.findIndex((other) => isLater(value, other))
  return others.toSpliced(at === -1 ? others.length : at, 0, value)
}

/** The gauge with as many values as are kept; what they made and what was before them goes along. */
export function trim(gauge: Gauge, rule: PassRule): Gauge {
  const { values, standing } = gauge
  if (values.length <= keptValuesMax) return gauge
  let before = gauge.before
  for (const value of values.slice(keptValuesMax).toReversed()) {
    before = passOver(before, value, rule).state
  }
  const kept = values.slice(0, keptValuesMax)
  if (standing.length === 0) return { ...gauge, values: kept, before, reachesBack: false }
  const isMade = ({ ts }: StoredCrossing) =>
    ts === before.doubt?.ts || kept.some((value) => value.ts === ts)
  const earlier = standing.find((crossing) => !isMade(crossing)) ?? gauge.earlier
  return {
    ...gauge,
    values: kept,
    before,
    reachesBack: false,
    standing: standing.filter(isMade),
    earlier,
  }
}

/** Where its value is no longer stored, a level stands by the crossing that led to it. */
const findMade = ({ state, standing, earlier }: Gauge): StoredCrossing | null =>
  state.level > 0 ? (standing[0] ?? earlier) : null

/** What everybody shows of a gauge that is judged by this rule. */
export function showGauge(gauge: Gauge, rule: PassRule): GaugeLevel {
  const { thresholds } = rule
  if (!thresholds || !hasThresholds(thresholds)) return noLevel
  const rise = findRise(gauge.state, rule)
  const level = rise?.to ?? gauge.state.level
  const newest = newestOf(gauge)
  const measured = newest ?? findMade(gauge)
  if (!measured) return noLevel
  const { ts, value, flag } = measured
  const isUsable = gauge.unusablePlaceTs === null
  return {
    level: isUsable ? level : null,
    confirmed: !rise && newest?.raising !== 'record_only',
    alarmLevel: gauge.alarm,
    lastLevel: { level, ts, value, flag },
  }
}

import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import { fieldFlag, isFieldUsable, type Flag } from '#domain/readings/flags.ts'
import { noLevel, type GaugeLevel } from '#domain/alarms/gauge-level.ts'
import { hasThresholds, type Level } from '#domain/alarms/levels.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'

/**
 * Usable values kept of each gauge: more than one takes back in a row. Where even these go, the
 * store is asked for those before.
 */
export const keptValuesMax = 8

/** A value of the level field that counts: neither null nor failed, and its clock is believed. */
export interface GaugeValue {
  readonly ts: number
  readonly value: number
  /** Of this value alone. */
  readonly flag: Flag
  readonly received_ts: number
}

/** All that is known of a gauge's level. It follows from the journal alone and is saved as it is. */
export interface Gauge {
  /** What stands: the level of the newest usable value, and what the record has come to. */
  readonly level: Level
  /** The newest usable values, newest first, none left out between them. */
  readonly values: readonly GaugeValue[]
  /** True where the store has no usable value before these. */
  readonly reachesBack: boolean
  /** Time of the newest report, where its value is not usable. */
  readonly unusableTs: number | null
  /** Crossings in force, newest first: the newest, and all that may be taken back with a kept value. */
  readonly standing: readonly StoredCrossing[]
}

/** A gauge begins at level 0, so that one installed in a flood does alarm. */
export const newGauge: Gauge = {
  level: 0,
  values: [],
  reachesBack: true,
  unusableTs: null,
  standing: [],
}

/** The value that a reading has in the level field; undefined where it does not count. */
export function usableValueOf(
  reading: Pick<Reading, 'ts' | 'received_ts' | 'values' | 'flag' | 'reasons'>,
  field: string,
): GaugeValue | undefined {
  const value = reading.values[field]
  if (typeof value !== 'number' || !counts(reading, field)) return undefined
  const { ts, received_ts } = reading
  return { ts, value, flag: fieldFlag(reading, field), received_ts }
}

/** True where a reading says something of the level at a time that is believed, usable or not. */
export const isReport = ({ values, reasons }: Reading, field: string): boolean =>
  values[field] !== undefined && !isClockSuspect(reasons)

/** True where a verdict leaves the value of this field usable. */
export const counts = (verdict: Pick<Reading, 'flag' | 'reasons'>, field: string): boolean =>
  isFieldUsable(verdict, field) && !isClockSuspect(verdict.reasons)

/** The gauge with one more usable value, or another one in its place; the same if it is too old. */
export function withValue(gauge: Gauge, value: GaugeValue): Gauge {
  const { values, reachesBack } = gauge
  const [newest] = values
  // The usual case, once for every reading of a gauge.
  if (newest && value.ts > newest.ts && values.length === keptValuesMax) {
    return withValues(gauge, { values: [value, ...values.slice(0, -1)], reachesBack: false })
  }
  const at = values.findIndex(({ ts }) => ts <= value.ts)
  if (at === -1 && !reachesBack) return gauge
  const index = at === -1 ? values.length : at
  const replaced = values[index]?.ts === value.ts ? 1 : 0
  return withValues(gauge, {
    values: [...values.slice(0, index), value, ...values.slice(index + replaced)],
    reachesBack,
  })
}

/** The gauge with these usable values, as many of them as are kept. */
export function withValues(gauge: Gauge, known: Pick<Gauge, 'values' | 'reachesBack'>): Gauge {
  const values =
    known.values.length > keptValuesMax ? known.values.slice(0, keptValuesMax) : known.values
  const newestTs = values[0]?.ts ?? Number.NEGATIVE_INFINITY
  const reachesBack = known.reachesBack && values.length === known.values.length
  const { unusableTs, standing } = gauge
  return {
    level: gauge.level,
    values,
    reachesBack,
    unusableTs: unusableTs !== null && unusableTs > newestTs ? unusableTs : null,
    standing: reachesBack || standing.length < 2 ? standing : keepMade(standing, values),
  }
}

/** Of the crossings in force the newest, and those whose value may still go. */
function keepMade(standing: Gauge['standing'], values: Gauge['values']) {
  const oldestTs = values.at(-1)?.ts ?? Number.NEGATIVE_INFINITY
  return standing.filter(({ ts }, index) => index === 0 || ts >= oldestTs)
}

/** What everybody shows of a gauge with these thresholds. */
export function showGauge(gauge: Gauge, thresholds: Thresholds | undefined): GaugeLevel {
  if (!thresholds || !hasThresholds(thresholds)) return noLevel
  const { level, unusableTs } = gauge
  const [crossing] = gauge.standing
  // Where its value is no longer stored, a level stands by the crossing that led to it.
  const measured = gauge.values[0] ?? (level > 0 ? crossing : undefined)
  if (!measured) return noLevel
  const { ts, value, flag } = measured
  return {
    level: unusableTs === null ? level : null,
    confirmed: crossing?.confirmed ?? true,
    lastLevel: { level, ts, value, flag },
  }
}

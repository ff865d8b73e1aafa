import type { ReadingChange } from '#domain/commit.ts'
import { findMode } from '#domain/devices/interval.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { amountWindowMs, measureOf } from '#domain/kinds/measures.ts'
import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import { fieldFlag, flags, isFieldUsable } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { StillCheck } from '#domain/wire/kind.ts'
import { extendRun, type Measured, type Run } from './run.ts'
import { findMove, keepSign, keepValue, type Sign } from './signs.ts'

/** What is remembered of a gauge: how long it stands still, and what speaks against others' doing so. */
export interface WatchedGauge {
  readonly mode: string | null
  readonly run: Run | null
  /** The newest values that passed every test, to see it move. */
  readonly values: readonly Measured[]
  readonly moves: readonly Sign[]
  readonly rains: readonly Sign[]
}

export const newWatched: WatchedGauge = { mode: null, run: null, values: [], moves: [], rains: [] }

export interface StillRule {
  kind: Kind
  field: string
  check: StillCheck
}

/** Undefined for a kind whose level is not watched so. */
export function findStillRule(kind: Kind): StillRule | undefined {
  const { levelField: field } = kind
  const check = field === undefined ? undefined : kind.checks?.[field]?.still
  return field !== undefined && check ? { kind, field, check } : undefined
}

/** The gauge after one message; the same object where it said nothing of level and rain. */
export function watch(
  gauge: WatchedGauge,
  { reading, fields }: ReadingChange,
  rule: StillRule,
): WatchedGauge {
  // A time that is not believed says nothing of how long.
  if (isClockSuspect(reading.reasons)) return gauge
  const says = (field: string) => fields.added.includes(field) || fields.revised.includes(field)
  const rained = says(rule.check.rain.field) ? watchRain(gauge, reading, rule) : gauge
  return says(rule.field) ? watchLevel(rained, reading, rule) : rained
}

function watchRain(gauge: WatchedGauge, reading: Reading, { kind, check }: StillRule) {
  const { field, atLeast } = check.rain
  const { values, place_ts: toTs } = reading
  const amount = values[field]
  const measure = measureOf(kind, field)
  const windowMs = measure.type === 'amount' ? amountWindowMs(measure, values) : 0
  if (typeof amount !== 'number' || amount < atLeast || windowMs === undefined) return gauge
  if (!isFieldUsable(reading, field)) return gauge
  return { ...gauge, rains: keepSign(gauge.rains, { fromTs: toTs - windowMs, toTs }) }
}

function watchLevel(gauge: WatchedGauge, reading: Reading, { kind, field, check }: StillRule) {
  const value = reading.values[field]
  const mode = findMode(kind, reading.values) ?? gauge.mode ?? kind.reporting.defaultMode
  if (mode !== check.mode) return { ...gauge, mode, run: null, values: [] }
  if (typeof value !== 'number' || !isFieldUsable(reading, field)) return { ...gauge, mode }
  const measured = { place_ts: reading.place_ts, value }
  const watched = { ...gauge, mode, run: extendRun(gauge.run, measured, check) }
  // A leap may be a spike: only values that are beyond doubt show that the water moved.
  if (fieldFlag(reading, field) !== flags.pass) return watched
  const move = findMove(gauge.values, measured, check.move)
  const values = keepValue(gauge.values, measured)
  return { ...watched, values, moves: move ? keepSign(gauge.moves, move) : gauge.moves }
}

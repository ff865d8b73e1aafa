import { outcomes, type Change } from '#domain/commit.ts'
import { fieldFlag } from '#domain/readings/flags.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import {
  counts,
  isReport,
  usableValueOf,
  withValue,
  withValues,
  type Gauge,
  type GaugeValue,
} from './gauge.ts'
import { settle, type Cause, type GaugeRule, type Settled } from './settle.ts'

/** What of the journal may change a gauge's level. */
export type GaugeChange = Extract<Change, { type: 'reading' | 'verdict' }>

/** The store is asked for the usable values before a time; what they change is due to the cause. */
export interface Ask {
  beforeTs: number
  cause: Cause
}

export interface Stepped extends Settled {
  /** Nothing more of this gauge may be judged until this is answered. */
  ask?: Ask
}

/** What the store has of a gauge before a time. */
export type Recalled = Omit<Gauge, 'level'>

const unchanged = (gauge: Gauge): Stepped => ({ gauge, crossings: [] })

/**
 * A gauge after one change of the journal. Suspect values count (a flood looks like a step); failed,
 * missing and wrongly dated ones do not. Late ones change nothing that stands: a crossing is news,
 * not history. A field that a message does not name says nothing.
 */
export function stepGauge(gauge: Gauge, change: GaugeChange, rule: GaugeRule): Stepped {
  if (change.outcome === outcomes.duplicate) return unchanged(gauge)
  return change.type === 'reading'
    ? stepReading(gauge, change, rule)
    : stepVerdict(gauge, change, rule)
}

function stepReading(
  gauge: Gauge,
  { reading, outcome }: Extract<GaugeChange, { type: 'reading' }>,
  rule: GaugeRule,
): Stepped {
  if (reading.values[rule.field] === undefined) return unchanged(gauge)
  const { ts, received_ts, origin } = reading
  const reason = outcome === outcomes.revision ? 'revised' : null
  const cause: Cause = { ts, received_ts, reason, origin }
  const value = usableValueOf(reading, rule.field)
  if (value) return addValue(gauge, value, { cause, rule })
  // Wrongly dated, a correction too: a clock that is set back must take no alarm away.
  if (!isReport(reading, rule.field)) return unchanged(gauge)
  return removeValue(gauge, ts, { cause, rule })
}

function stepVerdict(
  gauge: Gauge,
  { record: verdict }: Extract<GaugeChange, { type: 'verdict' }>,
  rule: GaugeRule,
): Stepped {
  const { ts, at_ts: received_ts } = verdict
  const cause = { ts, received_ts, reason: 'judged', origin: null } as const
  const isUsable = counts(verdict, rule.field)
  const value = gauge.values.find((one) => one.ts === ts)
  if (!value) return isUsable && belongs(gauge, ts) ? askAgain(gauge, cause) : unchanged(gauge)
  if (!isUsable) return removeValue(gauge, ts, { cause, rule })
  return unchanged(withValue(gauge, { ...value, flag: fieldFlag(verdict, rule.field) }))
}

function addValue(
  gauge: Gauge,
  value: GaugeValue,
  { cause, rule }: { cause: Cause; rule: GaugeRule },
): Stepped {
  const next = withValue(gauge, value)
  return next.values[0] === value ? settle(next, cause, rule) : unchanged(next)
}

/** A report without a usable value, or one that has lost it. */
function removeValue(
  gauge: Gauge,
  ts: number,
  { cause, rule }: { cause: Cause; rule: GaugeRule },
): Stepped {
  const [newest] = gauge.values
  const values = gauge.values.filter((value) => value.ts !== ts)
  if (newest && ts < newest.ts) {
    return unchanged(values.length < gauge.values.length ? { ...gauge, values } : gauge)
  }
  const next = { ...gauge, values, unusableTs: later(ts, gauge.unusableTs) }
  if (newest?.ts !== ts) return unchanged(next)
  if (values.length > 0 || gauge.reachesBack) return settle(next, cause, rule)
  return { gauge: next, crossings: [], ask: { beforeTs: ts, cause } }
}

/** Would a value of this time be among those that are kept? */
function belongs({ values, reachesBack }: Gauge, ts: number): boolean {
  return reachesBack || ts > (values.at(-1)?.ts ?? Number.NEGATIVE_INFINITY)
}

/** A value that was not usable may be so now, and only the store knows it. */
function askAgain(gauge: Gauge, cause: Cause & { ts: number }): Stepped {
  const newestTs = Math.max(cause.ts, gauge.values[0]?.ts ?? cause.ts, gauge.unusableTs ?? cause.ts)
  return { gauge, crossings: [], ask: { beforeTs: newestTs + 1, cause } }
}

/** The gauge once the store has answered. */
export function answerAsk(
  gauge: Gauge,
  recalled: Recalled,
  { ask, rule }: { ask: Ask; rule: GaugeRule },
): Settled {
  const standing = [...gauge.standing, ...listBefore(gauge, recalled.standing)]
  const unusableTs = later(gauge.unusableTs, recalled.unusableTs)
  return settle(withValues({ ...gauge, standing, unusableTs }, recalled), ask.cause, rule)
}

const later = (a: number | null, b: number | null) =>
  a === null || b === null ? (a ?? b) : Math.max(a, b)

/**
 * Of the crossings that the store has in force those before the ones known here, which may be newer
 * or may be withdrawn without being on disk yet.
 */
function listBefore({ standing, level }: Gauge, stored: readonly StoredCrossing[]) {
  const oldest = standing.at(-1)
  const beforeSeq = oldest?.crossing_seq ?? Number.POSITIVE_INFINITY
  const earlier = stored.filter(({ crossing_seq }) => crossing_seq < beforeSeq)
  const first = earlier.findIndex(({ to_level }) => to_level === (oldest?.from_level ?? level))
  return first === -1 ? [] : earlier.slice(first)
}

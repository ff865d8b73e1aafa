import { outcomes, type Change } from '#domain/commit.ts'
import { findMode } from '#domain/devices/interval.ts'
import { isFieldUsable, fieldFlag } from '#domain/readings/flags.ts'
import { raisingBy } from '#domain/readings/clock-reasons.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Cause } from './cause.ts'
import { insertValue, newestOf, trim, type Gauge } from './gauge.ts'
import { isLater, usableValueOf, type GaugeValue } from './gauge-value.ts'
import { passOver } from './pass.ts'
import { widen } from './repair/widen.ts'
import { nameThresholds, type GaugeRule } from './rule.ts'
import { isFreshValue, lose, passAll, settle, type Settled } from './settle.ts'

/** What of the journal may change a gauge's level. */
export type GaugeChange = Extract<Change, { type: 'reading' | 'verdict' | 'lapse' }>

interface Step {
  rule: GaugeRule
  nextSeq: number
}

const unchanged = (gauge: Gauge): Settled => ({ gauge, crossings: [] })

/**
 * A gauge after one change of the journal. Suspect values count (a flood looks like a step); failed
 * and missing ones do not. A field that a message does not name says nothing. What reaches further
 * back than the kept values is left to a repair: the record follows as soon as the store answers.
 */
export function stepGauge(gauge: Gauge, change: GaugeChange, step: Step): Settled {
  if (change.outcome === outcomes.duplicate) return unchanged(gauge)
  switch (change.type) {
    case 'reading':
      return stepReading(gauge, change, step)
    case 'verdict':
      return stepVerdict(gauge, change, step)
    case 'lapse':
      return stepLapse(gauge, change, step)
  }
}

function stepReading(
  was: Gauge,
  { reading, message, fields }: Extract<GaugeChange, { type: 'reading' }>,
  step: Step,
): Settled {
  const { field } = step.rule
  const gauge = withMode(was, reading, step.rule)
  const isRevision = fields.revised.includes(field)
  if (!isRevision && !fields.added.includes(field)) return unchanged(gauge)
  const { received_ts, origin } = message
  const cause: Cause = {
    at_ts: received_ts,
    received_ts,
    reason: isRevision ? 'revised' : null,
    origin,
    reach: isRevision ? 'correction' : 'now',
  }
  const value = usableValueOf(reading, field)
  if (value) return addValue(gauge, value, { ...step, cause })
  return removeValue(gauge, reading, { ...step, cause })
}

/** The mode that the newest reports name: it says how often the next ones are due. */
function withMode(gauge: Gauge, { values, place_ts }: Reading, { kind }: GaugeRule): Gauge {
  const mode = findMode(kind, values)
  if (mode === undefined || mode === gauge.mode) return gauge
  const newest = newestOf(gauge)
  return newest && place_ts < newest.place_ts ? gauge : { ...gauge, mode }
}

function stepVerdict(
  gauge: Gauge,
  { record: verdict }: Extract<GaugeChange, { type: 'verdict' }>,
  step: Step,
): Settled {
  const { ts, at_ts } = verdict
  const { field } = step.rule
  const reason = 'judged'
  const cause: Cause = { at_ts, received_ts: at_ts, reason, origin: null, reach: 'correction' }
  const known = gauge.values.find((value) => value.ts === ts)
  if (!isFieldUsable(verdict, field)) {
    if (known) return removeValue(gauge, known, { ...step, cause })
    // A reading that reaches further back than the kept values, or that did not count before.
    const isAmongKept = gauge.reachesBack || ts > (gauge.values.at(-1)?.ts ?? ts)
    return unchanged(isAmongKept ? gauge : widen(gauge, ts, cause))
  }
  // A value that was not usable may be so now, and only the store knows it.
  if (!known) return unchanged(widen(gauge, ts, cause))
  const flag = fieldFlag(verdict, field)
  const raising = raisingBy(verdict.reasons)
  const judged = { ...known, flag, raising }
  // Doubt alone decides nothing: the value counts as it did, and shows its flag.
  if (raising === known.raising) return unchanged(showJudged(gauge, judged, step.rule))
  return addValue(gauge, judged, { ...step, cause })
}

function showJudged(gauge: Gauge, judged: GaugeValue, rule: GaugeRule): Gauge {
  const known = { ...gauge, values: insertValue(gauge.values, judged) }
  return { ...known, state: passAll(known, rule).state }
}

function stepLapse(
  gauge: Gauge,
  { record: { ts, at_ts } }: Extract<GaugeChange, { type: 'lapse' }>,
  step: Step,
): Settled {
  if (gauge.state.doubt?.ts !== ts) return unchanged(gauge)
  const reason = 'lost_unconfirmed'
  const cause: Cause = { at_ts, received_ts: at_ts, reason, origin: null, reach: 'now' }
  return lose(gauge, { ...step, cause })
}

type Caused = Step & { cause: Cause }

function addValue(gauge: Gauge, value: GaugeValue, caused: Caused): Settled {
  if (isFixed(gauge, value)) return unchanged(gauge)
  const newest = newestOf(gauge)
  const isKnown = caused.cause.reason !== null && gauge.values.some(({ ts }) => ts === value.ts)
  if (!isKnown && (!newest || isLater(value, newest))) return append(gauge, value, caused)
  if (!isKnown && !reaches(gauge, value)) {
    return unchanged(widen(gauge, value.place_ts, caused.cause))
  }
  const known = { ...gauge, values: insertValue(gauge.values, value) }
  const { cause } = caused
  const reach = cause.reach === 'now' ? 'late' : cause.reach
  return settle(gauge, clearUnusable(known), { ...caused, cause: { ...cause, reach } })
}

/** True where no value is missing between this one and the kept ones. */
function reaches({ values, reachesBack }: Gauge, value: GaugeValue): boolean {
  const oldest = values.at(-1)
  return reachesBack || (oldest !== undefined && !isLater(oldest, value))
}

/** The usual case, once for every reading of a gauge: it is cheap where nothing crosses. */
function append(gauge: Gauge, value: GaugeValue, caused: Caused): Settled {
  const { rule, cause } = caused
  const judgedBy = gauge.judgedBy ?? nameThresholds(rule.thresholds)
  const known = clearUnusable({ ...gauge, judgedBy, values: [value, ...gauge.values] })
  const { state, passages } = passOver(gauge.state, value, rule)
  const isQuiet = passages.length === 0 && !state.doubt && !gauge.state.doubt
  if (isQuiet && gauge.alarm === state.level) return unchanged(trim({ ...known, state }, rule))
  const isFresh = isFreshValue(value, { at_ts: cause.at_ts, rule, mode: gauge.mode })
  const reach = cause.reach === 'now' && !isFresh ? 'late' : cause.reach
  return settle(gauge, known, { ...caused, cause: { ...cause, reach } })
}

/** A report without a usable value, or one that has lost it. */
function removeValue(
  gauge: Gauge,
  gone: Pick<GaugeValue, 'ts' | 'place_ts'>,
  caused: Caused,
): Settled {
  const { cause } = caused
  const values = gauge.values.filter(({ ts }) => ts !== gone.ts)
  const known = { ...gauge, values, unusablePlaceTs: laterUnusable(gauge, gone) }
  if (values.length === gauge.values.length) {
    const newest = newestOf(gauge)
    const isNew = cause.reach === 'now' || gauge.reachesBack || !newest || isLater(gone, newest)
    return unchanged(isNew ? known : widen(known, gone.place_ts, cause))
  }
  const settled = settle(gauge, known, caused)
  if (values.length > 0 || gauge.reachesBack) return settled
  return { ...settled, gauge: widen(settled.gauge, gone.place_ts, cause) }
}

/** Where the newest report is that has no usable value. */
function laterUnusable(gauge: Gauge, gone: Pick<GaugeValue, 'ts' | 'place_ts'>): number | null {
  const newest = newestOf(gauge)
  const { unusablePlaceTs } = gauge
  if (newest && newest.ts !== gone.ts && isLater(newest, gone)) return unusablePlaceTs
  return Math.max(gone.place_ts, unusablePlaceTs ?? gone.place_ts)
}

const isFixed = ({ fixed }: Gauge, { place_ts }: GaugeValue): boolean =>
  fixed !== null && place_ts < fixed.place_ts

function clearUnusable(gauge: Gauge): Gauge {
  const newest = newestOf(gauge)
  const { unusablePlaceTs } = gauge
  if (unusablePlaceTs === null || !newest || newest.place_ts < unusablePlaceTs) return gauge
  return { ...gauge, unusablePlaceTs: null }
}

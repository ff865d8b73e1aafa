import { levelOf, type Level } from '#domain/alarms/levels.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Cause } from './cause.ts'
import { newestOf, trim, type Gauge } from './gauge.ts'
import type { GaugeValue } from './gauge-value.ts'
import { findRise, passOver, type Passage, type PassState } from './pass.ts'
import { describeCrossing, reconcile } from './reconcile.ts'
import { liveLimitFor, type GaugeRule } from './rule.ts'

/** Why and by what a gauge is settled. */
export interface Settling {
  cause: Cause
  rule: GaugeRule
  /** The number that the next crossing gets. */
  nextSeq: number
}

export interface Settled {
  gauge: Gauge
  /** What changed, in order, with numbers from `nextSeq` on. */
  crossings: readonly StoredCrossing[]
}

/** What changes of a gauge before it is settled. */
export type Known = Omit<Gauge, 'state' | 'alarm' | 'isLost' | 'newestSeq'>

/**
 * A gauge with other values than before: passes over them, brings the record to what the pass says,
 * and the alarm to where the cause may bring it.
 */
export function settle(was: Gauge, known: Known, settling: Settling): Settled {
  const { cause, rule, nextSeq } = settling
  const { state, passages } = passAll(known, rule)
  const isLost = was.isLost && isSameRise(was.state, state, rule)
  const next: Gauge = { ...was, ...known, state, isLost }
  const isFresh = isFreshAt(next, cause, rule)
  const alarm = {
    from: was.alarm,
    to: aim(was, next, { cause, rule, isFresh }),
    isLost: was.isLost,
  }
  const newest = newestOf(known)
  const { entries, standing } = reconcile({
    standing: known.standing,
    passages,
    alarm,
    isFresh,
    newest,
    pointsAt: was.newestSeq,
    known: known.earlier,
    cause,
    rule,
    nextSeq,
  })
  const newestSeq = entries.at(-1)?.crossing_seq ?? was.newestSeq
  return {
    gauge: trim({ ...next, standing, alarm: alarm.to, newestSeq }, rule),
    crossings: entries,
  }
}

/** What a pass over the values comes to, the rise in doubt at its end included. */
export function passAll(
  { before, values }: Pick<Gauge, 'before' | 'values'>,
  rule: GaugeRule,
): { state: PassState; passages: readonly Passage[] } {
  let state = before
  const passages: Passage[] = []
  for (const value of values.toReversed()) {
    const passed = passOver(state, value, rule)
    state = passed.state
    passages.push(...passed.passages)
  }
  const rise = findRise(state, rule)
  return { state, passages: rise ? [...passages, rise] : passages }
}

/** Nothing followed the rise in doubt in time: it becomes an alarm, and stays unconfirmed. */
export function lose(was: Gauge, { cause, rule, nextSeq }: Settling): Settled {
  const rise = findRise(was.state, rule)
  const crossing = was.standing.find(({ ts, confirmed }) => !confirmed && ts === rise?.value.ts)
  const none = { gauge: was, crossings: [] }
  if (!rise || was.isLost || crossing?.found !== 'live' || rise.to <= was.alarm) return none
  const described = { from: was.alarm, to: rise.to, cause, rule, known: crossing }
  const entry = describeCrossing(rise.value, described)
  if (!entry) return none
  const lost: StoredCrossing = {
    ...entry,
    crossing_seq: nextSeq,
    confirmed: false,
    confirms: crossing.crossing_seq,
    reason: 'lost_unconfirmed',
  }
  const gauge = { ...was, alarm: rise.to, isLost: true, newestSeq: nextSeq }
  return { gauge, crossings: [lost] }
}

/** True where the newest value is one of now. */
export function isFreshAt(gauge: Gauge, { at_ts }: Pick<Cause, 'at_ts'>, rule: GaugeRule): boolean {
  const newest = newestOf(gauge)
  return newest !== null && isFreshValue(newest, { at_ts, rule, mode: gauge.mode })
}

export function isFreshValue(
  { place_ts, raising }: GaugeValue,
  { at_ts, rule, mode }: { at_ts: number; rule: GaugeRule; mode: string | null },
): boolean {
  return raising !== 'record_only' && at_ts - place_ts <= liveLimitFor(rule, mode)
}

/** The level that the alarm of a gauge comes to. */
function aim(
  was: Gauge,
  next: Gauge,
  { cause, rule, isFresh }: { cause: Cause; rule: GaugeRule; isFresh: boolean },
): Level {
  const level = alarming(next, rule)
  if (level > was.alarm) return isFresh ? level : was.alarm
  if (cause.reach === 'late') return was.alarm
  const takesAway = cause.reach === 'now' || level < alarming(was, rule)
  return takesAway ? level : was.alarm
}

/** The level that the values of a gauge would raise. */
function alarming({ state, isLost }: Gauge, rule: GaugeRule): Level {
  const lost = isLost ? levelOf(state.doubt?.value ?? null, rule.thresholds) : null
  return lost ?? state.level
}

const isSameRise = (a: PassState, b: PassState, rule: GaugeRule): boolean => {
  const rise = findRise(b, rule)
  return rise !== undefined && a.doubt?.ts === rise.value.ts && a.doubt.value === rise.value.value
}

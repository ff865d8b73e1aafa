import { listThresholds, thresholdLevels, type Level } from '#domain/alarms/levels.ts'
import type { Crossing, StoredCrossing } from '#domain/facts/crossing.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { Cause } from './cause.ts'
import type { GaugeValue } from './gauge-value.ts'
import type { Passage } from './pass.ts'
import type { GaugeRule } from './rule.ts'

/** What the record says, what it should say, and what the alarm comes to meanwhile. */
export interface Task {
  /** Crossings in force, newest first. */
  standing: readonly StoredCrossing[]
  /** What a pass over the values comes to, oldest first. */
  passages: readonly Passage[]
  alarm: { from: Level; to: Level; isLost: boolean }
  /** True where the newest value is one of now. */
  isFresh: boolean
  /** The newest value; null where none is left. */
  newest: GaugeValue | null
  /** What an entry that concerns the alarm alone points at, where nothing stands. */
  pointsAt: number | null
  /** Tells of a threshold where the gauge has none any more. */
  known: StoredCrossing | null
  cause: Cause
  rule: GaugeRule
  nextSeq: number
}

export interface Reconciled {
  /** What changed, in order, numbered from `nextSeq` on. */
  entries: readonly StoredCrossing[]
  /** Crossings in force from now on, newest first. */
  standing: readonly StoredCrossing[]
}

/**
 * Brings the record to what the pass says: takes back what it does not say any more, newest first,
 * makes sure what is no longer in doubt, and adds the rest, oldest first.
 *
 * An entry is `found: live` where it changes the alarm that stands from `from_level` to `to_level`;
 * all others enter the record only. Where the record knew already what raises or clears the alarm
 * now, an entry that `confirms` it tells of the alarm alone.
 */
export function reconcile(task: Task): Reconciled {
  const writer = new Entries(task)
  const matches = task.passages.map((passage) => task.standing.find((one) => isSame(one, passage)))
  for (const crossing of task.standing) {
    if (!matches.includes(crossing)) writer.withdraw(crossing)
  }
  const standing = task.passages.map((passage, at) => {
    const crossing = matches[at]
    if (!crossing) return writer.add(passage)
    return passage.isSure && !crossing.confirmed ? writer.makeSure(crossing) : crossing
  })
  const inForce = standing.filter((one) => one !== undefined).toReversed()
  writer.finish(inForce)
  return { entries: writer.entries, standing: inForce }
}

/** A sure crossing that is in doubt again is another one. */
const isSame = (crossing: StoredCrossing, { value, from, to, isSure }: Passage): boolean =>
  crossing.ts === value.ts &&
  crossing.from_level === from &&
  crossing.to_level === to &&
  (isSure || !crossing.confirmed)

class Entries {
  readonly entries: StoredCrossing[] = []
  readonly #task: Task
  /** Level of the alarm after the entries so far. */
  #alarm: Level
  readonly #follows: boolean

  constructor(task: Task) {
    this.#task = task
    this.#alarm = task.alarm.from
    this.#follows = task.cause.reach === 'now' || task.alarm.from !== task.alarm.to
  }

  withdraw(crossing: StoredCrossing): void {
    const { from_level, to_level, confirmed, found } = crossing
    const raised = confirmed || this.#task.alarm.isLost
    this.#append({
      ...crossing,
      from_level: to_level,
      to_level: from_level,
      direction: to_level < from_level ? 'raised' : 'cleared',
      found: raised ? this.#find(to_level, from_level) : found,
      confirmed: raised,
      confirms: null,
      withdraws: crossing.crossing_seq,
      reason: this.#task.cause.reason,
      received_ts: this.#task.cause.received_ts ?? crossing.received_ts,
    })
  }

  makeSure(crossing: StoredCrossing): StoredCrossing {
    const { cause } = this.#task
    this.#append({
      ...crossing,
      found: this.#find(crossing.from_level, crossing.to_level),
      confirmed: true,
      confirms: crossing.crossing_seq,
      reason: cause.reason ?? (crossing.reason === 'clock_fault' ? 'clock_fault' : null),
      received_ts: cause.received_ts ?? crossing.received_ts,
    })
    return { ...crossing, confirmed: true }
  }

  /** Undefined where nothing tells which threshold was left: a gauge without any raised nothing. */
  add({ value, from, to, isSure }: Passage): StoredCrossing | undefined {
    const { isFresh, cause, alarm } = this.#task
    const crossing = this.#describe(value, from, to)
    if (!crossing) return undefined
    const isShown = isFresh && to > alarm.to
    const found = isSure ? this.#find(from, to) : isShown ? 'live' : 'later'
    const isClock = value.raising === 'if_confirmed'
    const reason = cause.reason ?? (isClock ? 'clock_fault' : null)
    return this.#append({ ...crossing, found, confirmed: isSure, reason })
  }

  /** Where the record alone does not lead the alarm to where it belongs. */
  finish(inForce: readonly StoredCrossing[]): void {
    const { alarm, newest, known, pointsAt, cause } = this.#task
    if (this.#alarm === alarm.to) return
    const sure = inForce.find(({ confirmed }) => confirmed) ?? known
    const confirms = sure?.crossing_seq ?? pointsAt
    // Where no value is left, the crossing that it made tells of it.
    const value = newest ?? this.#lastMade()
    const crossing = value && this.#describe(value, this.#alarm, alarm.to)
    if (!crossing || confirms === null) return
    this.#append({ ...crossing, confirms, reason: cause.reason })
  }

  /** Whether a change of the record is one of the alarm too. */
  #find(from: Level, to: Level): Crossing['found'] {
    if (!this.#follows || this.#alarm !== from) return 'later'
    this.#alarm = to
    return 'live'
  }

  #lastMade(): GaugeValue | null {
    const { standing, known } = this.#task
    const made = standing[0] ?? known
    return made && { ...made, raising: 'at_once' }
  }

  #append(crossing: StoredCrossing): StoredCrossing {
    const stored = { ...crossing, crossing_seq: this.#task.nextSeq + this.entries.length }
    this.entries.push(stored)
    return stored
  }

  #describe(value: GaugeValue, from: Level, to: Level) {
    const { rule, cause, standing, known } = this.#task
    return describeCrossing(value, { from, to, cause, rule, known: standing[0] ?? known })
  }
}

interface Described {
  from: Level
  to: Level
  cause: Cause
  rule: GaugeRule
  known: StoredCrossing | null
}

/** A crossing at a value; its number is given when it is entered. */
export function describeCrossing(
  value: GaugeValue,
  { from, to, cause, rule, known }: Described,
): StoredCrossing | undefined {
  const direction = to > from ? 'raised' : 'cleared'
  const { id, kind, thresholds } = rule.device
  const met = (thresholds && meet(thresholds, to, direction)) ?? known
  return met
    ? {
        crossing_seq: 0,
        device: id,
        kind,
        ts: value.ts,
        received_ts: cause.received_ts ?? value.received_ts,
        place_ts: value.place_ts,
        from_level: from,
        to_level: to,
        direction,
        field: rule.field,
        value: value.value,
        threshold: met.threshold,
        threshold_key: met.threshold_key,
        authority: met.authority,
        flag: value.flag,
        origin: value.origin,
        found: 'live',
        confirmed: true,
        confirms: null,
        withdraws: null,
        reason: null,
      }
    : undefined
}

/** The threshold next to a level: the highest one reached, or the lowest one left. */
function meet(thresholds: Thresholds, level: Level, direction: Crossing['direction']) {
  const known = listThresholds(thresholds)
  const reached = known.findLast(({ key }) => thresholdLevels[key] <= level)
  const left = known.find(({ key }) => thresholdLevels[key] > level)
  const met = direction === 'raised' ? (reached ?? left) : (left ?? reached)
  const { authority } = thresholds
  return met && { threshold: met.value, threshold_key: met.key, authority }
}

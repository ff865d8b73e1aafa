import type { Device } from '#domain/devices/device.ts'
import { levelOf, listThresholds, type Level } from '#domain/alarms/levels.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { CrossingReason } from '#domain/alarms/crossing-reason.ts'
import type { Crossing, StoredCrossing } from '#domain/facts/crossing.ts'
import type { Gauge, GaugeValue } from './gauge.ts'

/** What a gauge is judged by. */
export interface GaugeRule {
  device: Pick<Device, 'id' | 'kind' | 'origin' | 'thresholds'>
  /** The field that decides the level. */
  field: string
  /** The number that the next crossing gets. */
  nextSeq: number
}

/** Why a gauge is looked at. */
export interface Cause {
  /** Time of a value that came, or went: what it made before may be taken back. */
  ts: number | null
  /** When the cause was received; null: when the value was. */
  received_ts: number | null
  reason: CrossingReason | null
  /** That of the reading; null: the device's own. */
  origin: Crossing['origin'] | null
}

export interface Settled {
  gauge: Gauge
  /** What changed, in order, with numbers from `nextSeq` on. */
  crossings: readonly StoredCrossing[]
}

const none: readonly StoredCrossing[] = []

/**
 * Brings what stands to the level of the newest usable value. A change is one of two things:
 *
 * - A **withdrawal** of the crossings that the value at `cause.ts` made, newest first, where that
 *   alone leads to the level: 0.8 m, then 1.6 m (level 0 → 4, crossing 7), then 1.6 m is revised to
 *   null. 0.8 m counts again, and it was level 0 before: 7 is withdrawn. Had 0.8 m been revised
 *   while level 4 stood since 1.5 m, its clearing would be withdrawn, and the alarm stands again.
 * - A **crossing** everywhere else: 0.8 m, 1.6 m (0 → 4), and 1.35 m (level 1) of a time between
 *   them that came late. If 1.6 m is judged failed, 1.35 m counts: a crossing 4 → 1, because
 *   without 1.6 m the gauge would not be back at 0.
 *
 * Values before the newest change nothing when they go: the record keeps what was seen then. Where no
 * usable value is left, all that is in force is withdrawn.
 */
export function settle(gauge: Gauge, cause: Cause, rule: GaugeRule): Settled {
  const [newest] = gauge.values
  const made = listMade(gauge, cause)
  const level = newest
    ? (levelOf(newest.value, rule.device.thresholds) ?? 0)
    : (made.at(-1)?.from_level ?? gauge.level)
  if (level === gauge.level) return { gauge, crossings: none }
  const last = made.findIndex(({ from_level }) => from_level === level)
  if (last !== -1) {
    const crossings = made
      .slice(0, last + 1)
      .map((crossing, index) => withdraw(crossing, cause, rule.nextSeq + index))
    return { gauge: { ...gauge, level, standing: gauge.standing.slice(last + 1) }, crossings }
  }
  const crossing = newest && cross(gauge, { value: newest, level }, { cause, rule })
  if (!crossing) return { gauge, crossings: none }
  const standing = [crossing, ...gauge.standing]
  return { gauge: { ...gauge, level, standing }, crossings: [crossing] }
}

/**
 * The crossings in force that the value of the cause made, newest first. Where no usable value is
 * left at all, those that made the others are gone too.
 */
function listMade({ standing, values }: Gauge, { ts }: Cause): readonly StoredCrossing[] {
  if (ts === null) return none
  if (values.length === 0) return standing
  if (standing[0]?.ts !== ts) return none
  const others = standing.findIndex((crossing) => crossing.ts !== ts)
  return others === -1 ? standing : standing.slice(0, others)
}

function withdraw(crossing: StoredCrossing, cause: Cause, crossing_seq: number): StoredCrossing {
  return {
    ...crossing,
    crossing_seq,
    received_ts: cause.received_ts ?? crossing.received_ts,
    from_level: crossing.to_level,
    to_level: crossing.from_level,
    direction: crossing.direction === 'raised' ? 'cleared' : 'raised',
    confirms: null,
    withdraws: crossing.crossing_seq,
    reason: cause.reason,
  }
}

/** Undefined where nothing tells which threshold was left: a gauge without any raised nothing. */
function cross(
  gauge: Gauge,
  { value, level }: { value: GaugeValue; level: Level },
  { cause, rule }: { cause: Cause; rule: GaugeRule },
): StoredCrossing | undefined {
  const direction = level > gauge.level ? 'raised' : 'cleared'
  const { id, kind, thresholds } = rule.device
  const met = (thresholds && meet(thresholds, value.value, direction)) ?? gauge.standing[0]
  return (
    met && {
      crossing_seq: rule.nextSeq,
      device: id,
      kind,
      ts: value.ts,
      received_ts: cause.received_ts ?? value.received_ts,
      from_level: gauge.level,
      to_level: level,
      direction,
      field: rule.field,
      value: value.value,
      threshold: met.threshold,
      threshold_key: met.threshold_key,
      authority: met.authority,
      flag: value.flag,
      origin: cause.origin ?? rule.device.origin,
      found: 'live',
      confirmed: true,
      confirms: null,
      withdraws: null,
      reason: cause.reason,
    }
  )
}

/** The threshold next to the value: the highest one reached, or the lowest one left. */
function meet(thresholds: Thresholds, value: number, direction: Crossing['direction']) {
  const known = listThresholds(thresholds)
  const reached = known.findLast((threshold) => threshold.value <= value)
  const left = known.find((threshold) => threshold.value > value)
  const met = direction === 'raised' ? (reached ?? left) : (left ?? reached)
  const { authority } = thresholds
  return met && { threshold: met.value, threshold_key: met.key, authority }
}

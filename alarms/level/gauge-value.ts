import { raisingBy, type Raising } from '#domain/readings/clock-reasons.ts'
import { fieldFlag, isFieldUsable, type Flag } from '#domain/readings/flags.ts'
import type { Origin } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'

/** A value of the level field that counts: neither null nor failed. */
export interface GaugeValue {
  /** Time of the device: with the gauge it names the reading. */
  readonly ts: number
  /** Where it stands in time, epoch ms. */
  readonly place_ts: number
  readonly value: number
  /** Of this value alone. */
  readonly flag: Flag
  readonly received_ts: number
  readonly origin: Origin
  /** What its clock lets it do. */
  readonly raising: Raising
}

/** The value that a reading has in the level field; undefined where it does not count. */
export function usableValueOf(reading: Reading, field: string): GaugeValue | undefined {
  const value = reading.values[field]
  if (typeof value !== 'number' || !isFieldUsable(reading, field)) return undefined
  const { ts, place_ts, received_ts, origin, reasons } = reading
  const flag = reading.flag === 1 ? 1 : fieldFlag(reading, field)
  return { ts, place_ts, value, flag, received_ts, origin, raising: raisingBy(reasons) }
}

/** True where a reading says something of the level, usable or not. */
export const isReport = ({ values }: Reading, field: string): boolean => values[field] !== undefined

/** True where `a` stands later in time. */
export const isLater = (
  a: Pick<GaugeValue, 'place_ts' | 'ts'>,
  b: Pick<GaugeValue, 'place_ts' | 'ts'>,
): boolean => a.place_ts > b.place_ts || (a.place_ts === b.place_ts && a.ts > b.ts)

/** For sorting: oldest first. */
export const byPlace = (a: GaugeValue, b: GaugeValue): number =>
  a.place_ts - b.place_ts || a.ts - b.ts

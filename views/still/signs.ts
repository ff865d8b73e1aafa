import { exceeds } from '#domain/readings/exceeds.ts'
import type { StillCheck } from '#domain/wire/kind.ts'
import type { Measured, Run } from './run.ts'

/** Rain that fell, or water that moved, between two places in time, epoch ms. */
export interface Sign {
  readonly fromTs: number
  readonly toTs: number
}

/**
 * Kept of each gauge. One alone would do, but a gauge that is read from the journal again must meet
 * the signs of then, while others have gone on.
 */
const keptSignsMax = 8
/** Values of an hour to compare with; they need lie no closer. */
const keptValuesMax = 5
const valueEveryMs = 15 * 60_000

export const keepSign = (signs: readonly Sign[], sign: Sign): readonly Sign[] =>
  [...signs, sign].toSorted((a, b) => a.toTs - b.toTs).slice(-keptSignsMax)

/** True where one of them came while a level stood still, and it still did so long after. */
export const contradicts = (
  signs: readonly Sign[],
  { sinceTs, untilTs }: Run,
  afterMs = 0,
): boolean => signs.some(({ fromTs, toTs }) => fromTs >= sinceTs && toTs + afterMs <= untilTs)

/** Values of before, thinned out, newest last. */
export function keepValue(values: readonly Measured[], measured: Measured): readonly Measured[] {
  const newest = values.at(-1)
  if (newest && measured.place_ts - newest.place_ts < valueEveryMs) return values
  return [...values, measured].slice(-keptValuesMax)
}

/** The move that ends with a value, as short as it was; undefined where the water hardly moved. */
export function findMove(
  values: readonly Measured[],
  { place_ts, value }: Measured,
  { by, withinMs }: StillCheck['move'],
): Sign | undefined {
  const from = values.findLast(
    (before) =>
      before.place_ts < place_ts &&
      place_ts - before.place_ts <= withinMs &&
      !exceeds(by, Math.abs(value - before.value)),
  )
  return from && { fromTs: from.place_ts, toTs: place_ts }
}

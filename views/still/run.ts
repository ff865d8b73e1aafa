import { exceeds } from '#domain/readings/exceeds.ts'

/** What a gauge measured at a place in time, epoch ms. */
export interface Measured {
  readonly place_ts: number
  readonly value: number
}

/** A level that stays within an epsilon: since when, until when, and between which values. */
export interface Run {
  readonly sinceTs: number
  readonly untilTs: number
  readonly min: number
  readonly max: number
}

export const beginRun = ({ place_ts, value }: Measured): Run => ({
  sinceTs: place_ts,
  untilTs: place_ts,
  min: value,
  max: value,
})

export const lastedMs = ({ sinceTs, untilTs }: Run): number => untilTs - sinceTs

/**
 * The run after one more value. It ends where the level moves, and where nothing came for so long as
 * a level must stand to be called still. A value that comes late only ever shortens it: what lies
 * between it and the newest value is not remembered.
 */
export function extendRun(
  run: Run | null,
  measured: Measured,
  { epsilon, afterMs }: { epsilon: number; afterMs: number },
): Run {
  if (!run) return beginRun(measured)
  const { place_ts, value } = measured
  const min = Math.min(run.min, value)
  const max = Math.max(run.max, value)
  const isSame = !exceeds(max - min, epsilon)
  if (place_ts > run.untilTs) {
    const goesOn = isSame && place_ts - run.untilTs <= afterMs
    return goesOn ? { sinceTs: run.sinceTs, untilTs: place_ts, min, max } : beginRun(measured)
  }
  if (isSame || place_ts < run.sinceTs) return run
  // The newest value itself was another one, or the level moved in between.
  return place_ts === run.untilTs ? beginRun(measured) : { ...run, sinceTs: run.untilTs }
}

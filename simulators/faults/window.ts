import type { CityTime } from '../world/local-time.ts'

/** One stretch of time in which a fault acts, [fromTs, toTs) in epoch ms. */
export interface Occurrence {
  fromTs: number
  toTs: number
}

/** When a fault acts: once, or every day again. */
export interface Window {
  at(ts: number): Occurrence | undefined
  /** Occurrences that meet [fromTs, toTs), oldest first. */
  between(fromTs: number, toTs: number): Occurrence[]
  /** The end of the one time that it acts; null for one of every day. */
  datedTo: number | null
}

/** The time of a run, from its first reading; `endTs` Infinity for one without an end. */
export interface Span {
  startTs: number
  endTs: number
}

/** A moment, or a time of the city's day in ms after midnight. */
export type Beginning = { ts: number } | { dailyMs: number }

interface WindowOptions {
  begins: Beginning
  /** Infinity for one without an end. */
  lastsMs: number
  time: CityTime
}

/**
 * The window of a fault. What began before a run is not cut: a fleet that is started again in the
 * middle of it goes on with the same fault.
 */
export function createWindow({ begins, lastsMs, time }: WindowOptions): Window {
  const listAround = (fromTs: number, toTs: number): Occurrence[] => {
    if ('ts' in begins) return [{ fromTs: begins.ts, toTs: begins.ts + lastsMs }]
    // An occurrence lasts a day at most: the one that began the day before may still go on.
    const first = time.at(fromTs).day - 1
    const days = Math.max(0, time.at(toTs).day - first)
    return Array.from({ length: days + 1 }, (_, index) => {
      const beginTs = time.startOfDay(first + index) + begins.dailyMs
      return { fromTs: beginTs, toTs: beginTs + lastsMs }
    })
  }
  const between = (fromTs: number, toTs: number) =>
    listAround(fromTs, toTs).filter((one) => one.fromTs < toTs && fromTs < one.toTs)
  let last: Occurrence | undefined
  return {
    between,
    // Without an end it meets every other one at its beginning, or later than the other's.
    datedTo: 'ts' in begins ? begins.ts + (Number.isFinite(lastsMs) ? lastsMs : 1) : null,
    at(ts) {
      if (last && ts >= last.fromTs && ts < last.toTs) return last
      ;[last] = between(ts, ts + 1)
      return last
    },
  }
}

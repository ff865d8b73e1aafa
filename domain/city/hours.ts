import type { CityZone } from './zone.ts'

const hourMs = 3_600_000

/** The hour of the city that a time lies in; local hours, so that days are made of whole ones. */
export function hourStart(ts: number, zone: CityZone): number {
  const offset = zone.offsetAt(ts)
  return Math.floor((ts + offset) / hourMs) * hourMs - offset
}

const quarterMs = 900_000
// A backlog touches the hours of some days; a map of all years would only grow.
const memoMax = 2_000

/** As `hourStart`, for many times close to each other: asking a zone costs microseconds. */
export function createHourStart(zone: CityZone): (ts: number) => number {
  const memo = new Map<number, number>()
  return (ts) => {
    // Every zone's hours begin at a quarter of the world's.
    const quarter = Math.floor(ts / quarterMs)
    const known = memo.get(quarter)
    if (known !== undefined) return known
    if (memo.size >= memoMax) memo.clear()
    const start = hourStart(ts, zone)
    memo.set(quarter, start)
    return start
  }
}

/** The hour after the one that begins at `start`. */
export const nextHour = (start: number): number => start + hourMs

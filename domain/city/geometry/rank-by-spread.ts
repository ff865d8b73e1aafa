import { metresPerDegree } from './box.ts'

interface Placed {
  lat: number
  lon: number
}

/** Names of rank 1 are at least so far apart, of ranks 1 and 2 so far; metres. */
const apart = { 1: 4_500, 2: 1_500 } as const

/**
 * Which names a map shows first: spread evenly, in the order given, because a list of towns does
 * not say which of them is large.
 */
export function rankBySpread<T extends Placed>(places: readonly T[]): (T & { rank: 1 | 2 | 3 })[] {
  const taken: { 1: Placed[]; 2: Placed[] } = { 1: [], 2: [] }
  return places.map((place) => {
    const isFree = (rank: 1 | 2) =>
      taken[rank].every((other) => metresBetween(place, other) >= apart[rank])
    const rank = isFree(1) ? 1 : isFree(2) ? 2 : 3
    if (rank === 1) taken[1].push(place)
    if (rank !== 3) taken[2].push(place)
    return { ...place, rank }
  })
}

/** On the flat, which is exact enough inside one city. */
function metresBetween(a: Placed, b: Placed): number {
  const east = (a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180)
  return Math.hypot(east, a.lat - b.lat) * metresPerDegree
}

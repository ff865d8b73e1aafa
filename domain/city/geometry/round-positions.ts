import type { Position } from 'geojson'

/** Six decimals are 0.1 m, the precision RFC 7946 (11.2) calls enough. */
const decimals = 6

const round = (degrees: number) => Number(degrees.toFixed(decimals))

/** Longitude and latitude alone, rounded; a corner that falls on the one before it goes. */
export function roundLine(line: readonly Position[]): Position[] {
  const rounded: Position[] = []
  for (const [lon = NaN, lat = NaN] of line) {
    const corner = [round(lon), round(lat)]
    const last = rounded.at(-1)
    if (corner[0] !== last?.[0] || corner[1] !== last?.[1]) rounded.push(corner)
  }
  return rounded
}

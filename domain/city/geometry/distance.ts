import { metresPerDegree } from './box.ts'

interface Place {
  readonly lat: number
  readonly lon: number
}

/** Metres between two places, on a plane: good to a percent over the hundreds of kilometres that matter here. */
export function distanceM(a: Place, b: Place): number {
  const shrink = Math.cos((((a.lat + b.lat) / 2) * Math.PI) / 180)
  return metresPerDegree * Math.hypot(a.lat - b.lat, (a.lon - b.lon) * shrink)
}

export interface Point {
  lat: number
  lon: number
}

const metresPerDegree = 111_195
const radians = Math.PI / 180

/** Metres east and north of `from`; good to a few metres over a city. */
function offsetM(from: Point, to: Point): { east: number; north: number } {
  return {
    east: (to.lon - from.lon) * metresPerDegree * Math.cos(from.lat * radians),
    north: (to.lat - from.lat) * metresPerDegree,
  }
}

export function distanceM(from: Point, to: Point): number {
  const { east, north } = offsetM(from, to)
  return Math.hypot(east, north)
}

/** Degrees clockwise from north, [0, 360). */
export function headingDeg(from: Point, to: Point): number {
  const { east, north } = offsetM(from, to)
  return (Math.atan2(east, north) / radians + 360) % 360
}

export function pointBetween(from: Point, to: Point, share: number): Point {
  return {
    lat: from.lat + (to.lat - from.lat) * share,
    lon: from.lon + (to.lon - from.lon) * share,
  }
}

/** The point at a distance in a direction. */
export function pointBeside(
  from: Point,
  { headingDeg, distanceM }: { headingDeg: number; distanceM: number },
): Point {
  const north = distanceM * Math.cos(headingDeg * radians)
  const east = distanceM * Math.sin(headingDeg * radians)
  return {
    lat: from.lat + north / metresPerDegree,
    lon: from.lon + east / (metresPerDegree * Math.cos(from.lat * radians)),
  }
}

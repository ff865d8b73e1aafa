import { distanceM } from '../transit/geometry.ts'
import type { Point } from '../transit/geometry.ts'

/** Where a carrier's masts are down: WGS84 degrees and metres; polygons as GeoJSON, [lon, lat]. */
export type Area =
  | { circle: Point & { radius_m: number } }
  | { polygon: readonly (readonly [lon: number, lat: number])[] }

export function isInside(area: Area, point: Point): boolean {
  if ('circle' in area) return distanceM(area.circle, point) <= area.circle.radius_m
  return isInsideRing(area.polygon, point)
}

/** Counts the edges that a ray to the east crosses; an odd number is inside. */
function isInsideRing(ring: readonly (readonly [number, number])[], { lat, lon }: Point): boolean {
  let inside = false
  ring.forEach(([lonA, latA], index) => {
    const [lonB, latB] = ring.at(index - 1) ?? [lonA, latA]
    const isAcross = latA > lat !== latB > lat
    if (isAcross && lon < ((lonB - lonA) * (lat - latA)) / (latB - latA) + lonA) inside = !inside
  })
  return inside
}

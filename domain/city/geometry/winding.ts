import type { Geometry, Position } from 'geojson'
import { polygonsOf } from './find-geometry-fault.ts'

/** Twice the signed area in square degrees: positive for a ring that turns to the left. */
export function windingOf(ring: readonly Position[]): number {
  // Relative to the first corner: a small ring far from the origin would lose its digits.
  const [originX = 0, originY = 0] = ring[0] ?? []
  return ring.slice(1).reduce((sum, [x = 0, y = 0], index) => {
    const [fromX = 0, fromY = 0] = ring[index] ?? []
    return sum + (fromX - originX) * (y - originY) - (x - originX) * (fromY - originY)
  }, 0)
}

/** Outer rings turn to the left, holes to the right (RFC 7946, 3.1.6). */
export function isRightHanded(geometry: Geometry): boolean {
  return polygonsOf(geometry).every(([outer = [], ...holes]) =>
    windingOf(outer) > 0 ? holes.every((hole) => windingOf(hole) < 0) : false,
  )
}

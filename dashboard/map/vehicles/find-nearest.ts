import type { Vehicle } from './vehicle.ts'
import type { WorldPoint } from './world-point.ts'

/** How near a click must be, pixels: the size of a comfortable target. */
export const hitRadiusPx = 24

/** The vehicle nearest to a world point within the hit radius at `zoom`. */
export function findNearest(
  vehicles: Iterable<Vehicle>,
  point: WorldPoint,
  zoom: number,
): Vehicle | undefined {
  let best: Vehicle | undefined
  let bestDistance = hitRadiusPx / 2 ** zoom
  for (const vehicle of vehicles) {
    const at = vehicle.track.newest
    if (!at) continue
    const distance = Math.hypot(at.x - point.x, at.y - point.y)
    if (distance <= bestDistance) [best, bestDistance] = [vehicle, distance]
  }
  return best
}

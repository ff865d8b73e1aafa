import { boxOf } from './box.ts'
import { isInArea, type Area } from './is-in-area.ts'

/** Lines of the grid that is searched when the middle lies outside, in a bay or a neighbour. */
const gridLines = 24

/** A place inside the areas, as near to their middle as a coarse grid finds. */
export function findCentre(areas: readonly Area[]): { lat: number; lon: number } {
  const [west, south, east, north] = boxOf(areas) ?? [0, 0, 0, 0]
  const middle = { lat: (south + north) / 2, lon: (west + east) / 2 }
  const candidates = [middle]
  for (let row = 1; row < gridLines; row++) {
    for (let column = 1; column < gridLines; column++) {
      candidates.push({
        lat: south + ((north - south) * row) / gridLines,
        lon: west + ((east - west) * column) / gridLines,
      })
    }
  }
  const distance = ({ lat, lon }: typeof middle) => Math.hypot(lat - middle.lat, lon - middle.lon)
  const byDistance = candidates.toSorted((a, b) => distance(a) - distance(b))
  const { lat, lon } = byDistance.find((at) => isInArea(areas, [at.lon, at.lat])) ?? middle
  return { lat: Number(lat.toFixed(5)), lon: Number(lon.toFixed(5)) }
}

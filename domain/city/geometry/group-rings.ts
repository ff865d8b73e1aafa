import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Position } from 'geojson'
import { windingOf } from './winding.ts'

/**
 * Polygons from the rings of a shapefile, where outer rings turn to the right and each hole belongs
 * to whichever outer ring holds it. A hole in nothing was written the wrong way round: it is land.
 */
export function groupRings(rings: readonly Position[][]): Position[][][] {
  const outers = rings.filter((ring) => windingOf(ring) <= 0).map((ring) => [ring])
  for (const hole of rings.filter((ring) => windingOf(ring) > 0)) {
    const holder = outers.find(([outer = []]) => isInside(hole, outer))
    if (holder) holder.push(hole)
    else outers.push([hole])
  }
  return outers
}

function isInside(hole: readonly Position[], outer: Position[]): boolean {
  const [corner] = hole
  const isClosed = outer.length > 3 && String(outer[0]) === String(outer.at(-1))
  if (!corner || !isClosed) return false
  return booleanPointInPolygon(corner, { type: 'Polygon', coordinates: [outer] })
}

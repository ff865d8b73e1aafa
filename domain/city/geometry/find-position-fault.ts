import type { Position } from 'geojson'
import { isInBox, type Box } from './box.ts'

/** Japan with its far islands: 沖ノ鳥島 20.4 N, 与那国島 122.9 E, 南鳥島 154.0 E, 択捉島 45.6 N. */
const japan: Box = [122, 20, 154.5, 46]

/** Why a position cannot be one of a Japanese city, or undefined. Never corrects: it only says. */
export function findPositionFault(position: Position): string | undefined {
  const [lon, lat] = position
  if (typeof lon !== 'number' || typeof lat !== 'number' || !Number.isFinite(lon + lat)) {
    return 'a position is not two numbers'
  }
  const here = `longitude ${lon}, latitude ${lat}`
  if (lon === 0 && lat === 0) return `${here} is a form sent without its position`
  if (isInBox(japan, [lon, lat])) return undefined
  if (isInBox(japan, [lat, lon])) return `${here}: the two are swapped`
  // Plane rectangular coordinates count metres from an origin, so they are far beyond 180.
  if (Math.abs(lon) > 180 || Math.abs(lat) > 90) {
    return `${here} are no degrees but metres of a map projection; export it in JGD2011 degrees (EPSG:6668)`
  }
  return `${here} lies outside Japan`
}

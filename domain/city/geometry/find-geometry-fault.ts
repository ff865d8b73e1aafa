import type { Geometry, Polygon, Position } from 'geojson'
import { positionsOf } from './box.ts'
import { findCrossing } from './find-crossing.ts'
import { findPositionFault } from './find-position-fault.ts'

export const geometryTypes = [
  'Point',
  'MultiPoint',
  'LineString',
  'MultiLineString',
  'Polygon',
  'MultiPolygon',
] as const

/** How deep positions are nested in the coordinates of each type (RFC 7946, 3.1). */
const depthOf = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
} as const

type Known = keyof typeof depthOf

/** The rings of a polygon or of several; nothing of what has no area. */
export function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  return geometry.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** The polygons of an area, each with its holes. */
export function polygonsOf(geometry: Geometry): Polygon['coordinates'][] {
  if (geometry.type === 'Polygon') return [geometry.coordinates]
  return geometry.type === 'MultiPolygon' ? geometry.coordinates : []
}

/** Why something cannot be drawn as a geometry in Japan, in words, or undefined. */
export function findGeometryFault(value: unknown): string | undefined {
  return findShapeFault(value) ?? findRingFault(value as Geometry)
}

/** The same without a look at the rings, which takes longest: for what may not be used at all. */
export function findShapeFault(value: unknown): string | undefined {
  const { type, coordinates } = (value ?? {}) as { type?: unknown; coordinates?: unknown }
  if (!geometryTypes.some((known) => known === type)) return `geometry of type ${String(type)}`
  const geometry = value as Exclude<Geometry, { type: 'GeometryCollection' }>
  if (!isNested(coordinates, depthOf[type as Known])) return `coordinates of no ${geometry.type}`
  for (const position of positionsOf(geometry)) {
    const fault = findPositionFault(position)
    if (fault) return fault
  }
  return findShortLine(geometry)
}

function isNested(value: unknown, depth: number): boolean {
  if (!Array.isArray(value)) return false
  if (depth === 0) return value.length >= 2 && value.every((part) => typeof part === 'number')
  return value.length > 0 && value.every((part) => isNested(part, depth - 1))
}

function findShortLine(geometry: Geometry): string | undefined {
  const lines =
    geometry.type === 'LineString'
      ? [geometry.coordinates]
      : geometry.type === 'MultiLineString'
        ? geometry.coordinates
        : []
  return lines.some((line) => line.length < 2) ? 'a line of one point' : undefined
}

const place = ([lon = 0, lat = 0]: Position) => `${lon.toFixed(6)}, ${lat.toFixed(6)}`

/** Why the rings of a geometry enclose no area, or undefined. */
export function findRingFault(geometry: Geometry): string | undefined {
  for (const ring of ringsOf(geometry)) {
    const [first, last] = [ring[0] ?? [], ring.at(-1) ?? []]
    if (first[0] !== last[0] || first[1] !== last[1]) {
      return `a ring is not closed: it begins at ${place(first)} and ends at ${place(last)}`
    }
    if (ring.length < 4) return `a ring of ${ring.length} points has no area`
    const crossing = findCrossing(ring)
    if (crossing) return `a ring crosses itself at ${place(crossing)}`
  }
  return undefined
}

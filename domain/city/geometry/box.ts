import type { Feature, Geometry, Position } from 'geojson'

/** west, south, east, north in degrees. */
export type Box = readonly [number, number, number, number]

/** One degree of latitude in metres, on the mean sphere: good to 0.5 % everywhere. */
export const metresPerDegree = 111_195

/** All positions of a geometry, whatever its shape. */
export function* positionsOf(geometry: Geometry): Generator<Position> {
  if (geometry.type === 'GeometryCollection') {
    for (const part of geometry.geometries) yield* positionsOf(part)
  } else {
    yield* flatten(geometry.coordinates)
  }
}

type Nested = Position | readonly Nested[]

function* flatten(nested: Nested): Generator<Position> {
  if (isPosition(nested)) yield nested
  else for (const part of nested) yield* flatten(part)
}

const isPosition = (nested: Nested): nested is Position =>
  nested.length > 0 && !Array.isArray(nested[0])

/** The smallest box around all features; undefined where there is no position at all. */
export function boxOf(features: readonly Feature[]): Box | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { geometry } of features) {
    for (const [lon = NaN, lat = NaN] of positionsOf(geometry)) {
      west = Math.min(west, lon)
      south = Math.min(south, lat)
      east = Math.max(east, lon)
      north = Math.max(north, lat)
    }
  }
  return west <= east ? [west, south, east, north] : undefined
}

/** The box with a margin on every side, metres. */
export function growBox([west, south, east, north]: Box, metres: number): Box {
  const lat = metres / metresPerDegree
  const lon = lat / Math.cos((((south + north) / 2) * Math.PI) / 180)
  return [west - lon, south - lat, east + lon, north + lat]
}

export function isInBox([west, south, east, north]: Box, [lon = NaN, lat = NaN]: Position) {
  return west <= lon && lon <= east && south <= lat && lat <= north
}

export function boxesTouch(a: Box, b: Box): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

/** True where all of `inner` lies in `outer`. */
export function isBoxInside(inner: Box, outer: Box): boolean {
  return isInBox(outer, [inner[0], inner[1]]) && isInBox(outer, [inner[2], inner[3]])
}

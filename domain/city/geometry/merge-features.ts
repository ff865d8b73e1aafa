import type { Feature, MultiLineString, MultiPolygon, Position } from 'geojson'
import { polygonsOf } from './find-geometry-fault.ts'
import type { Shape } from './fit-feature.ts'

/**
 * One feature for all with the same properties: a river comes as hundreds of reaches, and each
 * feature is an element of the page. Areas and lines stay apart.
 */
export function mergeFeatures(features: readonly Feature<Shape>[]): Feature<Shape>[] {
  const groups = Map.groupBy(features, ({ geometry, properties }) =>
    JSON.stringify([geometry.type.endsWith('Polygon'), properties]),
  )
  return [...groups.values()].map((group) => {
    const [first, ...more] = group
    if (!first || more.length === 0) return group[0] as Feature<Shape>
    const shapes = group.map(({ geometry }) => geometry)
    return { ...first, geometry: joinShapes(shapes) }
  })
}

function joinShapes(shapes: readonly Shape[]): MultiPolygon | MultiLineString {
  if (shapes[0]?.type.endsWith('Polygon')) {
    return { type: 'MultiPolygon', coordinates: shapes.flatMap(polygonsOf) }
  }
  return { type: 'MultiLineString', coordinates: shapes.flatMap(linesOf) }
}

function linesOf(shape: Shape): Position[][] {
  if (shape.type === 'LineString') return [shape.coordinates]
  return shape.type === 'MultiLineString' ? shape.coordinates : []
}

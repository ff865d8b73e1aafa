import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon'
import type { Feature, MultiPolygon, Polygon, Position } from 'geojson'

export type Area = Feature<Polygon | MultiPolygon>

/** The features that have an area. */
export function areasOf(features: readonly Feature[]): Area[] {
  return features.filter((feature): feature is Area => feature.geometry.type.endsWith('Polygon'))
}

/** True on and inside the edge of any of the areas. */
export function isInArea(areas: readonly Area[], position: Position): boolean {
  return areas.some((area) => booleanPointInPolygon(position, area))
}

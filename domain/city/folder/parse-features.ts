import type { Feature, FeatureCollection } from 'geojson'
import { findGeometryFault } from '../geometry/find-geometry-fault.ts'
import { isRightHanded } from '../geometry/winding.ts'
import type { Finding } from './finding.ts'

export const emptyCollection: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** What a feature is called in a message: its number, from 1, and its name. */
export function nameFeature(feature: Partial<Feature> | null, index: number): string {
  const name: unknown = feature?.properties?.['name']
  const words = typeof name === 'object' && name !== null && 'ja' in name ? name.ja : name
  const label = feature?.id ?? (typeof words === 'string' ? words : undefined)
  return `feature ${index + 1}${label === undefined ? '' : ` (${label})`}`
}

/** Reads a GeoJSON file of a city folder; every feature that cannot be drawn is told. */
export function parseFeatures(
  file: string,
  value: unknown,
): { collection: FeatureCollection; findings: Finding[] } {
  const { type, features } = (value ?? {}) as Partial<FeatureCollection>
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    const problem = 'no GeoJSON FeatureCollection'
    return { collection: emptyCollection, findings: [{ level: 'error', file, problem }] }
  }
  const findings = features.flatMap((feature, index): Finding[] => {
    const where = nameFeature(feature, index)
    const fault = findGeometryFault(feature?.geometry)
    if (fault) return [{ level: 'error', file, where, problem: fault }]
    if (isRightHanded(feature.geometry)) return []
    const problem = 'outer rings must turn to the left and holes to the right (RFC 7946, 3.1.6)'
    return [{ level: 'warning', file, where, problem }]
  })
  return { collection: { type, features }, findings }
}

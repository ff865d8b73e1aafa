import type { Feature, Geometry } from 'geojson'
import type { Finding } from '#domain/city/folder/finding.ts'
import { boxesTouch, boxOf, positionsOf } from '#domain/city/geometry/box.ts'
import { findRingFault, findShapeFault } from '#domain/city/geometry/find-geometry-fault.ts'
import { fitFeature, type FitOptions, type Shape } from '#domain/city/geometry/fit-feature.ts'
import { mergeFeatures } from '#domain/city/geometry/merge-features.ts'
import type { ThemeFile } from './collect-sources.ts'
import type { Description } from './identify.ts'

/** What became of the features of a layer. */
export interface LayerFigures {
  read: number
  kept: number
  /** Outside the box, or so small that nothing is left at this tolerance. */
  clippedAway: number
  pointsBefore: number
  pointsAfter: number
}

export interface PreparedLayer {
  features: Feature<Shape>[]
  figures: LayerFigures
  findings: Finding[]
}

const countPoints = (geometry: Geometry) => [...positionsOf(geometry)].length

/** Checks, clips and simplifies all features of one layer; every one that is wrong is told. */
export function prepareLayer(files: readonly ThemeFile[], options: FitOptions): PreparedLayer {
  const figures = { read: 0, kept: 0, clippedAway: 0, pointsBefore: 0, pointsAfter: 0 }
  const findings: Finding[] = []
  const kept: Feature<Shape>[] = []
  for (const { file, identity, features } of files) {
    for (const [index, { properties, geometry }] of features.entries()) {
      const description = identity.describe(properties)
      const made = prepareFeature(geometry, description, options)
      figures.read++
      if (typeof made === 'string') {
        const where = `feature ${index + 1}${description.name ? ` (${description.name})` : ''}`
        findings.push({ level: 'error', file, where, problem: made })
      } else if (made) {
        figures.pointsBefore += countPoints(geometry as Geometry)
        figures.pointsAfter += countPoints(made.geometry)
        kept.push(made)
      } else {
        figures.clippedAway++
      }
    }
  }
  figures.kept = kept.length
  return { features: mergeFeatures(kept), figures, findings }
}

/** The feature as it will be drawn; undefined where nothing of it is; in words why it is wrong. */
function prepareFeature(
  value: unknown,
  description: Description,
  options: FitOptions,
): Feature<Shape> | string | undefined {
  const fault = findShapeFault(value)
  if (fault) return fault
  const geometry = value as Geometry
  if (!isShape(geometry)) return undefined
  const feature = { type: 'Feature', properties: description, geometry } as const
  const own = boxOf([feature])
  // A fault far away does no harm here, and is somebody else's to repair.
  if (!own || !boxesTouch(own, options.box)) return undefined
  return findRingFault(geometry) ?? fitFeature(feature, options)
}

/** Points, such as the nodes of the river network, have nothing to draw. */
const isShape = (geometry: Geometry): geometry is Shape =>
  /^(Multi)?(LineString|Polygon)$/.test(geometry.type)

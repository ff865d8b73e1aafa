import { bboxClip } from '@turf/bbox-clip'
import { rewind } from '@turf/rewind'
import { simplify } from '@turf/simplify'
import type { Feature, Geometry, LineString, MultiLineString, MultiPolygon, Polygon } from 'geojson'
import { boxesTouch, boxOf, isBoxInside, metresPerDegree, type Box } from './box.ts'
import { findCrossing } from './find-crossing.ts'
import { polygonsOf, ringsOf } from './find-geometry-fault.ts'
import { roundLine } from './round-positions.ts'
import { windingOf } from './winding.ts'

/** What may be drawn as a layer: points have no extent. */
export type Shape = LineString | MultiLineString | Polygon | MultiPolygon

export interface FitOptions {
  box: Box
  /** No point of the result lies farther from the original line than this, metres. */
  toleranceM: number
}

/** The part of a feature inside the box, simplified, rounded, turned to the right hand; or nothing. */
export function fitFeature(
  feature: Feature<Shape>,
  options: FitOptions,
): Feature<Shape> | undefined {
  const clipped = clip(feature, options.box)
  return clipped && simplifyWithoutCrossing(clipped, options.toleranceM)
}

function clip(feature: Feature<Shape>, box: Box): Feature<Shape> | undefined {
  const own = boxOf([feature])
  if (!own || !boxesTouch(own, box)) return undefined
  if (isBoxInside(own, box)) return feature
  const part = bboxClip(feature, [...box])
  return part.geometry.coordinates.flat().length > 0 ? part : undefined
}

/** Simplifying may lay a narrow bend over itself: then less of it is taken away. */
function simplifyWithoutCrossing(
  feature: Feature<Shape>,
  toleranceM: number,
): Feature<Shape> | undefined {
  for (const tolerance of [toleranceM, toleranceM / 2, toleranceM / 4]) {
    // A degree of longitude is shorter than one of latitude, so the metres are kept in both.
    const degrees = tolerance / metresPerDegree
    const simpler = round(simplify(feature, { tolerance: degrees, highQuality: true }).geometry)
    if (!simpler || !crosses(simpler)) return finish(feature, simpler)
  }
  return finish(feature, round(feature.geometry))
}

const crosses = (geometry: Geometry) => ringsOf(geometry).some((ring) => findCrossing(ring))

function finish(feature: Feature<Shape>, geometry: Shape | undefined): Feature<Shape> | undefined {
  return geometry && (rewind({ ...feature, geometry }) as Feature<Shape>)
}

/** Rounded; what has become a point or a line of no width is gone. */
function round(geometry: Shape): Shape | undefined {
  if (geometry.type === 'LineString' || geometry.type === 'MultiLineString') {
    const lines = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates
    return toLines(lines.map(roundLine).filter((line) => line.length > 1))
  }
  const isRing = (ring: number[][]) => ring.length > 3 && windingOf(ring) !== 0
  const polygons = polygonsOf(geometry)
    .map((rings) => rings.map(roundLine))
    .filter(([outer = []]) => isRing(outer))
    .map((rings) => rings.filter(isRing))
  const [only, ...more] = polygons
  if (!only) return undefined
  return more.length === 0
    ? { type: 'Polygon', coordinates: only }
    : { type: 'MultiPolygon', coordinates: polygons }
}

function toLines(lines: number[][][]): Shape | undefined {
  const [only, ...more] = lines
  if (!only) return undefined
  return more.length === 0
    ? { type: 'LineString', coordinates: only }
    : { type: 'MultiLineString', coordinates: lines }
}

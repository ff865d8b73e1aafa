import type { Position } from 'geojson'

/** A line from one corner to the next, its ends in order of longitude. */
interface Segment {
  west: number
  east: number
  south: number
  north: number
  from: Position
  to: Position
}

/**
 * Where a ring or line crosses itself, or undefined. Touching itself is no crossing: two fields that
 * meet at a corner are a valid drawing. Sweeps from west to east, because a lake shore of 20,000
 * corners has 200 million pairs, of which nearly all lie far apart.
 */
export function findCrossing(ring: readonly Position[]): Position | undefined {
  const segments = ring
    .slice(1)
    .map((to, index) => toSegment(ring[index] ?? to, to))
    .toSorted((a, b) => a.west - b.west)
  let near: Segment[] = []
  for (const segment of segments) {
    near = near.filter(({ east }) => east >= segment.west)
    const other = near.find((candidate) => cross(candidate, segment))
    if (other) return meet(other, segment)
    near.push(segment)
  }
  return undefined
}

function toSegment(from: Position, to: Position): Segment {
  const [fromLon = 0, fromLat = 0] = from
  const [toLon = 0, toLat = 0] = to
  return {
    west: Math.min(fromLon, toLon),
    east: Math.max(fromLon, toLon),
    south: Math.min(fromLat, toLat),
    north: Math.max(fromLat, toLat),
    from,
    to,
  }
}

/** Twice the signed area of a triangle: on which side of the line a → b the point c lies. */
function side([ax = 0, ay = 0]: Position, [bx = 0, by = 0]: Position, [cx = 0, cy = 0]: Position) {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
}

/** True only where each segment has an end on both sides of the other. */
function cross(a: Segment, b: Segment): boolean {
  if (a.north < b.south || b.north < a.south) return false
  return (
    side(a.from, a.to, b.from) * side(a.from, a.to, b.to) < 0 &&
    side(b.from, b.to, a.from) * side(b.from, b.to, a.to) < 0
  )
}

function meet(a: Segment, b: Segment): Position {
  const before = side(b.from, b.to, a.from)
  const share = before / (before - side(b.from, b.to, a.to))
  const [fromLon = 0, fromLat = 0] = a.from
  const [toLon = 0, toLat = 0] = a.to
  return [fromLon + share * (toLon - fromLon), fromLat + share * (toLat - fromLat)]
}

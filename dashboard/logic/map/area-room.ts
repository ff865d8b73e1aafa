import { isInside, overlaps, type Box } from './declutter.ts'

export interface Point {
  x: number
  y: number
}
export type Ring = readonly Point[]

/** Places that are tried, across and down what is seen of the area. */
const columns = 24
const rows = 16

export interface Surroundings {
  /** What is seen, and what of it is covered already. */
  frame: Box
  taken: readonly Box[]
  /** Lines that cross areas: a name keeps away from them as from a shore. */
  lines: readonly Ring[]
}

/**
 * Room for a name inside an area: the place farthest from every shore and line where all of the
 * name lies on the area and in the frame, and clear of what is `taken`. Undefined where there is
 * none.
 */
export function findAreaRoom(
  rings: readonly Ring[],
  size: { width: number; height: number },
  { frame, taken, lines }: Surroundings,
): Box | undefined {
  const seen = cut(boxOf(rings), frame)
  const shores = [...rings, ...lines]
  let best: { box: Box; shore: number } | undefined
  for (const at of gridOf(seen)) {
    const box = boxAround(at, size)
    // What costs least is asked first: there are hundreds of places and thousands of points.
    if (!isInside(frame, box) || taken.some((other) => overlaps(box, other))) continue
    const shore = distanceToShore(shores, at, best?.shore ?? 0)
    if (shore === undefined || !cornersOf(box).every((corner) => isIn(rings, corner))) continue
    best = { box, shore }
  }
  return best?.box
}

function boxOf(rings: readonly Ring[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity }
  for (const { x, y } of rings.flat()) {
    box.left = Math.min(box.left, x)
    box.right = Math.max(box.right, x)
    box.top = Math.min(box.top, y)
    box.bottom = Math.max(box.bottom, y)
  }
  return box
}

const cut = (a: Box, b: Box): Box => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
})

function* gridOf({ left, top, right, bottom }: Box): Generator<Point> {
  if (right <= left || bottom <= top) return
  for (let row = 0.5; row < rows; row++) {
    for (let column = 0.5; column < columns; column++) {
      yield {
        x: left + ((right - left) * column) / columns,
        y: top + ((bottom - top) * row) / rows,
      }
    }
  }
}

function boxAround({ x, y }: Point, { width, height }: { width: number; height: number }): Box {
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  }
}

/** A name is far wider than high: its middle may leave a narrow bay that its ends are in. */
function cornersOf({ left, top, right, bottom }: Box): Point[] {
  return [left, (left + right) / 2, right].flatMap((x) => [
    { x, y: top },
    { x, y: bottom },
  ])
}

/** Even-odd over all rings, so that an island is no water. */
function isIn(rings: readonly Ring[], { x, y }: Point): boolean {
  let inside = false
  for (const ring of rings) {
    let a = ring.at(-1)
    for (const b of ring) {
      if (a && a.y > y !== b.y > y && x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) {
        inside = !inside
      }
      a = b
    }
  }
  return inside
}

/** Undefined as soon as a line is no farther than `beyond`. */
function distanceToShore(rings: readonly Ring[], at: Point, beyond: number): number | undefined {
  let nearest = Infinity
  for (const ring of rings) {
    let a = ring.at(-1)
    for (const b of ring) {
      if (a) nearest = Math.min(nearest, squaredDistance(at, a, b))
      if (nearest <= beyond * beyond) return undefined
      a = b
    }
  }
  return Math.sqrt(nearest)
}

function squaredDistance({ x, y }: Point, a: Point, b: Point): number {
  const wide = b.x - a.x
  const high = b.y - a.y
  const lengthSquared = wide * wide + high * high
  const along = lengthSquared === 0 ? 0 : ((x - a.x) * wide + (y - a.y) * high) / lengthSquared
  const share = Math.min(1, Math.max(0, along))
  return (x - a.x - share * wide) ** 2 + (y - a.y - share * high) ** 2
}

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
  let best: { box: Box; shore: number } | undefined
  for (const at of gridOf(seen)) {
    const box = boxAround(at, size)
    const isWhole = isInside(frame, box) && cornersOf(box).every((corner) => isIn(rings, corner))
    if (!isWhole || taken.some((other) => overlaps(box, other))) continue
    const shore = distanceToShore([...rings, ...lines], at)
    if (!best || shore > best.shore) best = { box, shore }
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
    for (const [index, a] of ring.entries()) {
      const b = ring[(index + 1) % ring.length] ?? a
      if (a.y > y === b.y > y) continue
      if (x < a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x)) inside = !inside
    }
  }
  return inside
}

function distanceToShore(rings: readonly Ring[], at: Point): number {
  let nearest = Infinity
  for (const ring of rings) {
    for (const [index, a] of ring.entries()) {
      nearest = Math.min(nearest, distanceToLine(at, a, ring[(index + 1) % ring.length] ?? a))
    }
  }
  return nearest
}

function distanceToLine({ x, y }: Point, a: Point, b: Point): number {
  const [wide, high] = [b.x - a.x, b.y - a.y]
  const lengthSquared = wide * wide + high * high
  const along = lengthSquared === 0 ? 0 : ((x - a.x) * wide + (y - a.y) * high) / lengthSquared
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(x - a.x - share * wide, y - a.y - share * high)
}

import { overlaps, type Box } from './declutter.ts'

/** A place beyond the edge of the map that wants an arrow. Order of the input is priority. */
export interface ArrowWish {
  id: string
  /** Where the place would be, pixels. */
  x: number
  y: number
  /** Size of the arrow with its words. */
  width: number
  height: number
}

export interface PlacedArrow {
  id: string
  box: Box
  /** Direction from the arrow to its place, radians clockwise from the right. */
  angle: number
}

interface Point {
  x: number
  y: number
}

/** How finely the edge is searched for room, pixels. */
const stepPx = 4

const middleOf = ({ left, right, top, bottom }: Box): Point => ({
  x: (left + right) / 2,
  y: (top + bottom) / 2,
})

/**
 * Puts arrows on the edge of `frame`: each where the line from its middle to the place leaves it,
 * or as near to that as what is `blocked` and the arrows before it leave room. One that would have
 * to point away from its place gets none.
 */
export function placeArrows(
  wishes: readonly ArrowWish[],
  frame: Box,
  blocked: readonly Box[],
): PlacedArrow[] {
  const taken = [...blocked]
  return wishes.flatMap((wish) => {
    const box = findBox(wish, frame, taken)
    if (!box) return []
    taken.push(box)
    const { x, y } = middleOf(box)
    return [{ id: wish.id, box, angle: Math.atan2(wish.y - y, wish.x - x) }]
  })
}

function findBox(wish: ArrowWish, frame: Box, taken: readonly Box[]): Box | undefined {
  const rail = createRail(wish, frame)
  if (!rail) return undefined
  const middle = middleOf(frame)
  const way = { x: wish.x - middle.x, y: wish.y - middle.y }
  const start = rail.leaveAt(way)
  for (let shift = 0; shift <= rail.length / 2; shift += stepPx) {
    for (const at of shift === 0 ? [start] : [start + shift, start - shift]) {
      const point = rail.pointAt(at)
      const isTowards = (point.x - middle.x) * way.x + (point.y - middle.y) * way.y > 0
      const box = boxAround(point, wish)
      if (isTowards && !taken.some((other) => overlaps(box, other))) return box
    }
  }
  return undefined
}

function boxAround({ x, y }: Point, { width, height }: ArrowWish): Box {
  return {
    left: x - width / 2,
    right: x + width / 2,
    top: y - height / 2,
    bottom: y + height / 2,
  }
}

/**
 * The way on which the middle of an arrow goes round the frame, measured clockwise from its upper
 * left corner. Undefined where the frame is too small for the arrow.
 */
function createRail({ width, height }: ArrowWish, frame: Box) {
  const [left, top] = [frame.left + width / 2, frame.top + height / 2]
  const [wide, high] = [frame.right - frame.left - width, frame.bottom - frame.top - height]
  if (wide <= 0 || high <= 0) return undefined
  const length = 2 * (wide + high)
  return {
    length,
    pointAt(distance: number): Point {
      const along = ((distance % length) + length) % length
      if (along <= wide) return { x: left + along, y: top }
      if (along <= wide + high) return { x: left + wide, y: top + along - wide }
      if (along <= 2 * wide + high) return { x: left + 2 * wide + high - along, y: top + high }
      return { x: left, y: top + length - along }
    },
    /** Where somebody who walks from the middle along `way` meets the rail. */
    leaveAt({ x, y }: Point): number {
      const share = Math.min(wide / 2 / Math.abs(x), high / 2 / Math.abs(y))
      const [across, down] = [wide / 2 + x * share, high / 2 + y * share]
      const isUpright = wide / 2 / Math.abs(x) > high / 2 / Math.abs(y)
      if (isUpright) return y < 0 ? across : 2 * wide + high - across
      return x > 0 ? wide + down : length - down
    },
  }
}

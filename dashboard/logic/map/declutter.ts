/** A mark that wants a place on the map. Order of the input is priority, most important first. */
export interface Wish {
  id: string
  /** True position, pixels. */
  x: number
  y: number
  /** Size of the mark, and the widths of what may stand beside it, the most telling first. */
  size: number
  labelWidths: readonly number[]
  labelHeight: number
  /** Marks of one group may stand for each other: "and 3 more here". */
  group: string
  /** Calm marks are counted in a near neighbour rather than pushed far from their place. */
  mergeable: boolean
}

export const labelSides = ['right', 'left', 'below', 'above'] as const
export type LabelSide = (typeof labelSides)[number]

export interface Placed {
  id: string
  /** Where the mark is drawn; differs from the true position when it had to move aside. */
  x: number
  y: number
  /** The side on which a label stands, and which of those wished; null where none found room. */
  label: { side: LabelSide; index: number } | null
  moved: boolean
  /** Others that this mark stands for. */
  merged: string[]
  /** What it covers: the mark, and its label. */
  boxes: readonly Box[]
}

interface Point {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

export const isInside = (outer: Box, inner: Box) =>
  inner.left >= outer.left &&
  inner.right <= outer.right &&
  inner.top >= outer.top &&
  inner.bottom <= outer.bottom

/** True where both cover the same, one by one. */
export const isSameRoom = (a: readonly Box[], b: readonly Box[]) =>
  a.length === b.length &&
  a.every((box, index) => {
    const other = b[index]
    return other !== undefined && isInside(box, other) && isInside(other, box)
  })

const gapPx = 3
/** Rings around the true position to try, in sizes of the mark, and places on each. */
const nearRing = [0.95]
const allRings = [0.95, 1.5, 2.2, 3]
const placesOnRing = 12
/** A mark joins another of its group no farther away than this, in sizes. */
const mergeWithin = 2.6

function* places({ x, y, size }: Wish, rings: readonly number[]) {
  yield { x, y }
  for (const ring of rings) {
    for (let step = 0; step < placesOnRing; step++) {
      const angle = (step / placesOnRing) * 2 * Math.PI
      yield { x: x + Math.cos(angle) * ring * size, y: y + Math.sin(angle) * ring * size }
    }
  }
}

interface Label {
  side: LabelSide
  width: number
}

function markBox({ size }: Wish, { x, y }: Point): Box {
  const half = (size + gapPx) / 2
  return { left: x - half, top: y - half, right: x + half, bottom: y + half }
}

function labelBox(wish: Wish, at: Point, { side, width }: Label): Box {
  const { left, right, top, bottom } = markBox(wish, at)
  const { labelHeight: height } = wish
  if (side === 'left' || side === 'right') {
    const [from, to] = side === 'left' ? [left - width, left] : [right, right + width]
    return { left: from, right: to, top: at.y - height / 2, bottom: at.y + height / 2 }
  }
  const [from, to] = side === 'above' ? [top - height, top] : [bottom, bottom + height]
  return { left: at.x - width / 2, right: at.x + width / 2, top: from, bottom: to }
}

/**
 * The first free place. A label that says more is worth a step aside; it covers no mark that is
 * still to come. Without room for any the mark stands alone.
 */
function findPlace(wish: Wish, room: Room, rings: readonly number[]) {
  for (const index of wish.labelWidths.keys()) {
    for (const at of places(wish, nearRing)) {
      const labelled = addLabel(wish, at, { index, room })
      if (labelled) return labelled
    }
  }
  for (const at of places(wish, rings)) {
    const boxes = [markBox(wish, at)]
    if (room.isFree(boxes, wish)) return { ...at, boxes, label: null }
  }
  return undefined
}

/** The mark at a place with one of its labels, on the first side where there is room. */
function addLabel(wish: Wish, at: Point, { index, room }: { index: number; room: Room }) {
  const width = wish.labelWidths[index] ?? 0
  for (const side of labelSides) {
    const label = labelBox(wish, at, { side, width })
    const boxes = [markBox(wish, at), label]
    if (room.isFree(boxes, wish) && !room.isAwaited(label)) {
      return { ...at, boxes, label: { side, index } }
    }
  }
  return undefined
}

interface Room {
  /** True where nothing lies and no edge of the visible map would cut what stands inside it. */
  isFree(boxes: readonly Box[], wish: Wish): boolean
  /** True where a mark that cannot be counted elsewhere is still to come. */
  isAwaited(box: Box): boolean
}

const overlapAny = (boxes: readonly Box[], others: readonly Box[]) =>
  boxes.some((box) => others.some((other) => overlaps(box, other)))

function cutBy(frame: Box | undefined): Room['isFree'] {
  if (!frame) return () => false
  const isSeen = ({ x, y }: Wish) =>
    x >= frame.left && x <= frame.right && y >= frame.top && y <= frame.bottom
  // What lies outside altogether is seen whole after a drag.
  return (boxes, wish) => isSeen(wish) && !boxes.every((box) => isInside(frame, box))
}

/**
 * Places marks so that no two cover each other: with their label, without it, a step aside, or
 * merged into a near mark of their group. Greedy in the order of priority, so that an alarm never
 * gives way to a calm mark; where even an alarm finds no room it keeps its true position.
 * `frame` is the visible part of the map: what its edge would cut goes elsewhere. Nothing goes
 * below what is `blocked`, such as the buttons on the map.
 */
export function declutter(
  wishes: readonly Wish[],
  { frame, blocked = [] }: { frame?: Box; blocked?: readonly Box[] } = {},
): Placed[] {
  const placed: (Placed & { group: string })[] = []
  const isCut = cutBy(frame)
  const awaited = wishes.filter(({ mergeable }) => !mergeable).map((wish) => markBox(wish, wish))
  const room: Room = {
    isFree: (boxes, wish) =>
      !isCut(boxes, wish) &&
      !overlapAny(boxes, blocked) &&
      !placed.some((other) => overlapAny(boxes, other.boxes)),
    isAwaited: (box) => awaited.some((other) => overlaps(box, other)),
  }
  for (const wish of wishes) {
    if (!wish.mergeable) awaited.shift()
    const near = findPlace(wish, room, wish.mergeable ? nearRing : allRings)
    const place = near ?? findAside(wish, room, placed)
    if (!place) {
      hostOf(placed, wish)?.merged.push(wish.id)
      continue
    }
    const { id, group, x, y } = wish
    const moved = place.x !== x || place.y !== y
    placed.push({ id, group, ...place, moved, merged: [] })
  }
  return placed
}

/** For a mark without room nearby: undefined where it should be counted in another one. */
function findAside(wish: Wish, room: Room, placed: readonly Neighbour[]) {
  const { x, y } = wish
  if (!wish.mergeable) return { x, y, boxes: [markBox(wish, wish)], label: null }
  return nearestOf(placed, wish, mergeWithin) ? undefined : findPlace(wish, room, allRings)
}

interface Neighbour {
  x: number
  y: number
  group: string
}

/** Where even a step aside finds no room: the nearest of the group, else the nearest of all. */
function hostOf<T extends Neighbour>(placed: readonly T[], wish: Wish): T | undefined {
  const everywhere = Number.POSITIVE_INFINITY
  const anyGroup = placed.map((host) => ({ ...host, host, group: wish.group }))
  return nearestOf(placed, wish, everywhere) ?? nearestOf(anyGroup, wish, everywhere)?.host
}

/** The nearest mark of the same group at most `sizes` of the mark away. */
function nearestOf<T extends Neighbour>(
  placed: readonly T[],
  wish: Wish,
  sizes: number,
): T | undefined {
  let best: T | undefined
  let bestDistance = wish.size * sizes
  for (const candidate of placed) {
    if (candidate.group !== wish.group) continue
    const distance = Math.hypot(candidate.x - wish.x, candidate.y - wish.y)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

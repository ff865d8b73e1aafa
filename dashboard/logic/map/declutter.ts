/** A mark that wants a place on the map. Order of the input is priority, most important first. */
export interface Wish {
  id: string
  /** True position, pixels. */
  x: number
  y: number
  /** Size of the mark, and of the label beside it (0 = none). */
  size: number
  labelWidth: number
  /** Marks of one group may stand for each other: "and 3 more here". */
  group: string
  /** Calm marks are counted in a near neighbour rather than pushed far from their place. */
  mergeable: boolean
}

export type LabelSide = 'right' | 'left'

export interface Placed {
  id: string
  /** Where the mark is drawn; differs from the true position when it had to move aside. */
  x: number
  y: number
  /** The side on which the label stands; null where it found no room. */
  label: LabelSide | null
  moved: boolean
  /** Others that this mark stands for. */
  merged: string[]
  /** What it covers, label included. */
  box: Box
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

export const overlaps = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const gapPx = 3
/** Rings around the true position to try, in sizes of the mark, and places on each. */
const nearRing = [0.95]
const allRings = [0.95, 1.5, 2.2]
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

function boxAt({ size }: Wish, { x, y }: { x: number; y: number }, label?: Label): Box {
  const half = (size + gapPx) / 2
  const left = label?.side === 'left' ? label.width : 0
  const right = label?.side === 'right' ? label.width : 0
  return { left: x - half - left, top: y - half, right: x + half + right, bottom: y + half }
}

const sides: readonly LabelSide[] = ['right', 'left']

/** The first free place: with the label at its right or left if it fits, else without. */
function findPlace(wish: Wish, room: Room, rings: readonly number[]) {
  for (const at of places(wish, rings)) {
    for (const side of wish.labelWidth > 0 ? sides : []) {
      const box = boxAt(wish, at, { side, width: wish.labelWidth })
      if (room.isFree(box) && !room.isCut(box, side)) return { ...at, box, label: side }
    }
    const box = boxAt(wish, at)
    if (room.isFree(box)) return { ...at, box, label: null }
  }
  return undefined
}

interface Room {
  isFree(box: Box): boolean
  /** True where the edge of the visible map would cut a label through. */
  isCut(box: Box, side: LabelSide): boolean
}

function cutBy(frame: Box | undefined): Room['isCut'] {
  if (!frame) return () => false
  // Only a label that begins inside is cut; what lies outside altogether is seen after a drag.
  return (box, side) =>
    side === 'right'
      ? box.left < frame.right && box.right > frame.right
      : box.right > frame.left && box.left < frame.left
}

/**
 * Places marks so that no two cover each other: with their label, without it, a step aside, or
 * merged into a near mark of their group. Greedy in the order of priority, so that an alarm never
 * gives way to a calm mark; where even an alarm finds no room it keeps its true position.
 * `frame` is the visible part of the map: a label that its edge would cut changes sides.
 */
export function declutter(wishes: readonly Wish[], frame?: Box): Placed[] {
  const placed: (Placed & { group: string })[] = []
  const room: Room = {
    isFree: (box) => !placed.some((other) => overlaps(box, other.box)),
    isCut: cutBy(frame),
  }
  for (const wish of wishes) {
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
  if (!wish.mergeable) return { x, y, box: boxAt(wish, wish), label: null }
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

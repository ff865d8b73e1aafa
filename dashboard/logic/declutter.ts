/** A mark that wants a place on the map. Order of the input is priority, most important first. */
export interface Wish {
  id: string
  /** True position, pixels. */
  x: number
  y: number
  /** Size of the mark, and of the label at its right (0 = none). */
  size: number
  labelWidth: number
  /** Marks of one group may stand for each other: "and 3 more here". */
  group: string
  /** Calm marks are counted in a near neighbour rather than pushed far from their place. */
  mergeable: boolean
}

export interface Placed {
  id: string
  /** Where the mark is drawn; differs from the true position when it had to move aside. */
  x: number
  y: number
  showLabel: boolean
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

function boxAt({ size }: Wish, { x, y }: { x: number; y: number }, labelWidth: number): Box {
  const half = (size + gapPx) / 2
  return { left: x - half, top: y - half, right: x + half + labelWidth, bottom: y + half }
}

/** The first free place: with the label if it fits, else without. */
function findPlace(wish: Wish, isFree: (box: Box) => boolean, rings: readonly number[]) {
  for (const at of places(wish, rings)) {
    const labelled = boxAt(wish, at, wish.labelWidth)
    if (wish.labelWidth > 0 && isFree(labelled)) return { ...at, box: labelled, showLabel: true }
    const bare = boxAt(wish, at, 0)
    if (isFree(bare)) return { ...at, box: bare, showLabel: false }
  }
  return undefined
}

/**
 * Places marks so that no two cover each other: with their label, without it, a step aside, or
 * merged into a near mark of their group. Greedy in the order of priority, so that an alarm never
 * gives way to a calm mark; where even an alarm finds no room it keeps its true position.
 */
export function declutter(wishes: readonly Wish[]): Placed[] {
  const placed: (Placed & { group: string })[] = []
  const isFree = (box: Box) => !placed.some((other) => overlaps(box, other.box))
  for (const wish of wishes) {
    const near = findPlace(wish, isFree, wish.mergeable ? nearRing : allRings)
    const place = near ?? findAside(wish, isFree, placed)
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
function findAside(wish: Wish, isFree: (box: Box) => boolean, placed: readonly Neighbour[]) {
  const { x, y } = wish
  if (!wish.mergeable) return { x, y, box: boxAt(wish, wish, 0), showLabel: false }
  return nearestOf(placed, wish, mergeWithin) ? undefined : findPlace(wish, isFree, allRings)
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

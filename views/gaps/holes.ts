import type { Hole } from './hole.ts'
import { mergeClosest } from './merge-holes.ts'
import { containsSeq, countSeqs, nextSeq, previousSeq } from './sequence.ts'

/**
 * Ranges that are kept: in the worst case 30 kB a device in memory, and 21 kB with each save. Beyond
 * it neighbours become one range with a count, so a device that loses every second reading for a
 * month still comes to 0 when it empties its buffer.
 */
export const holesMax = 200

/**
 * Open holes, newest last. `unlisted` is what lacks of runs that no range is kept of, because more
 * than `holesMax` runs have holes: it never falls, for of such a run nobody knows which late number
 * was missed and which was lost unnoticed before the restart. Rather too many than too few.
 */
export interface Holes {
  ranges: readonly Hole[]
  unlisted: number
}

export const noHoles: Holes = { ranges: [], unlisted: 0 }

export function countMissing({ ranges, unlisted }: Holes): number {
  return ranges.reduce((sum, { missing }) => sum + missing, unlisted)
}

export function addHole({ ranges, unlisted }: Holes, hole: Omit<Hole, 'missing'>): Holes {
  return trim({ ranges: [...ranges, { ...hole, missing: countSeqs(hole) }], unlisted })
}

interface Late {
  seq: number
  ts: number
  /** False for another version of something that came before. */
  isNew: boolean
}

/**
 * Takes a number that has come late out of its hole, which may fall in two. The times keep apart
 * the same numbers before and after a restart. Undefined where no hole is waiting for it.
 */
export function fillHole(holes: Holes, late: Late): Holes | undefined {
  const { seq, ts, isNew } = late
  // From the newest: a number that was used twice belongs to the later one.
  const at = holes.ranges.findLastIndex(
    (range) =>
      containsSeq(range, seq) &&
      ts >= range.after_ts &&
      ts <= range.before_ts &&
      // A merged range has numbers that came: only what is new can be one of those it lacks.
      (isNew || isWhole(range)),
  )
  const hole = holes.ranges[at]
  if (!hole) return undefined
  const rest = isWhole(hole) ? split(hole, late) : takeOne(hole, late)
  return trim({ ranges: holes.ranges.toSpliced(at, 1, ...rest), unlisted: holes.unlisted })
}

/** Nothing of it has come. */
const isWhole = (hole: Hole): boolean => hole.missing === countSeqs(hole)

function split(hole: Hole, { seq, ts }: Late): Hole[] {
  const rest: Omit<Hole, 'missing'>[] = []
  if (seq !== hole.from_seq) rest.push({ ...hole, to_seq: previousSeq(seq), before_ts: ts })
  if (seq !== hole.to_seq) rest.push({ ...hole, from_seq: nextSeq(seq), after_ts: ts })
  return rest.map((part) => ({ ...part, missing: countSeqs(part) }))
}

/** Of a merged range: at an end it becomes shorter, and whole again when only that lacks. */
function takeOne(hole: Hole, { seq, ts }: Late): Hole[] {
  const missing = hole.missing - 1
  if (missing === 0) return []
  if (seq === hole.from_seq) return [{ ...hole, from_seq: nextSeq(seq), after_ts: ts, missing }]
  if (seq === hole.to_seq) return [{ ...hole, to_seq: previousSeq(seq), before_ts: ts, missing }]
  return [{ ...hole, missing }]
}

function trim({ ranges, unlisted }: Holes): Holes {
  if (ranges.length <= holesMax) return { ranges, unlisted }
  const merged = mergeClosest(ranges)
  if (merged) return { ranges: merged, unlisted }
  const [oldest, ...rest] = ranges
  return { ranges: rest, unlisted: unlisted + (oldest?.missing ?? 0) }
}

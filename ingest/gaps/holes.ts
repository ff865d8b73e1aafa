import type { GapLedger } from '#domain/resources.ts'
import { containsSeq, countSeqs, nextSeq, previousSeq } from './sequence.ts'

export type Hole = GapLedger['ranges'][number]

/** More holes than this are only counted: a device that loses every second reading has thousands. */
export const holesMax = 200

/** Open holes, newest last, and how many readings the ones that fell out of the list lack. */
export interface Holes {
  ranges: readonly Hole[]
  unlisted: number
}

export const noHoles: Holes = { ranges: [], unlisted: 0 }

export function countMissing({ ranges, unlisted }: Holes): number {
  return ranges.reduce((sum, range) => sum + countSeqs(range), unlisted)
}

export function addHole({ ranges, unlisted }: Holes, hole: Hole): Holes {
  return trim({ ranges: [...ranges, hole], unlisted })
}

/**
 * Takes a number that has come late out of its hole, which may fall in two. The times keep apart
 * the same numbers before and after a restart. Undefined where no hole is waiting for it.
 */
export function fillHole(holes: Holes, seq: number, ts: number): Holes | undefined {
  // From the newest: a number that was used twice belongs to the later one.
  const at = holes.ranges.findLastIndex(
    (range) => containsSeq(range, seq) && ts >= range.after_ts && ts <= range.before_ts,
  )
  const hole = holes.ranges[at]
  if (!hole) return undefined
  const rest: Hole[] = []
  if (seq !== hole.from_seq) rest.push({ ...hole, to_seq: previousSeq(seq), before_ts: ts })
  if (seq !== hole.to_seq) rest.push({ ...hole, from_seq: nextSeq(seq), after_ts: ts })
  return trim({ ranges: holes.ranges.toSpliced(at, 1, ...rest), unlisted: holes.unlisted })
}

function trim({ ranges, unlisted }: Holes): Holes {
  const over = Math.max(0, ranges.length - holesMax)
  const dropped = ranges.slice(0, over)
  return { ranges: ranges.slice(over), unlisted: countMissing({ ranges: dropped, unlisted }) }
}

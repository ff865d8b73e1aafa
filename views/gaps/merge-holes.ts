import type { Hole } from './hole.ts'
import { halfCircle, stepsBetween } from './sequence.ts'

/**
 * Makes one range of the two neighbours of a run with the fewest numbers between them, the oldest
 * where several are as close: a bad hour becomes one range, single losses stay apart. Undefined
 * where no two ranges are of one run.
 */
export function mergeClosest(ranges: readonly Hole[]): Hole[] | undefined {
  let closest: number | undefined
  let fewest = Number.POSITIVE_INFINITY
  for (const [at, range] of ranges.entries()) {
    const next = ranges[at + 1]
    if (!next || !canMerge(range, next)) continue
    const between = stepsBetween(range.to_seq, next.from_seq)
    if (between < fewest) [closest, fewest] = [at, between]
  }
  if (closest === undefined) return undefined
  const [one, other] = ranges.slice(closest)
  return one && other && ranges.toSpliced(closest, 2, merge(one, other))
}

/** Numbers further apart than half the circle have no order any more. */
function canMerge(one: Hole, other: Hole): boolean {
  const steps =
    stepsBetween(one.from_seq, one.to_seq) +
    stepsBetween(one.to_seq, other.from_seq) +
    stepsBetween(other.from_seq, other.to_seq)
  return one.run === other.run && steps < halfCircle
}

const merge = (one: Hole, other: Hole): Hole => ({
  from_seq: one.from_seq,
  to_seq: other.to_seq,
  missing: one.missing + other.missing,
  // A clock may have been set back in between.
  after_ts: Math.min(one.after_ts, other.after_ts),
  before_ts: Math.max(one.before_ts, other.before_ts),
  run: one.run,
})

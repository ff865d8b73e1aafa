import type { GapLedger, GapSummary } from '#domain/wire/gaps.ts'
import { addHole, countMissing, fillHole, noHoles, type Holes } from './holes.ts'
import { isAhead, nextSeq, previousSeq, stepsBetween } from './sequence.ts'

/** What is known of one device's numbering. Replaced, never altered. */
export interface Ledger {
  received: number
  duplicates: number
  revised: number
  late: number
  restarts: number
  first_ts: number | null
  last_ts: number | null
  /** The furthest number of the present run of the device; null before the first with a `seq`. */
  head: Head | null
  holes: Holes
}

interface Head {
  seq: number
  boot: string | null
  ts: number
  /** Where the run began; 0 for the first. An older reading belongs to a run before it. */
  since_ts: number
}

/** One stored reading or event as the ledger sees it. */
export interface Arrival {
  seq: number | null
  boot: string | null
  /** Device time; the time of receipt where the device's clock is not believed. */
  ts: number
  /** False for another version of something that came before. */
  isNew: boolean
}

export const emptyLedger: Ledger = {
  received: 0,
  duplicates: 0,
  revised: 0,
  late: 0,
  restarts: 0,
  first_ts: null,
  last_ts: null,
  head: null,
  holes: noHoles,
}

/** Counts a reading: how many came, and how many of them after a newer one. */
export function countReading(
  ledger: Ledger,
  { ts, isRevision }: { ts: number; isRevision: boolean },
) {
  const { first_ts, last_ts } = ledger
  if (isRevision) return { ...ledger, received: ledger.received + 1, revised: ledger.revised + 1 }
  return {
    ...ledger,
    received: ledger.received + 1,
    late: ledger.late + (last_ts !== null && ts < last_ts ? 1 : 0),
    first_ts: first_ts === null ? ts : Math.min(first_ts, ts),
    last_ts: last_ts === null ? ts : Math.max(last_ts, ts),
  }
}

/**
 * Follows the numbering. Numbers that were skipped open a hole; one that comes late (a device
 * emptying its buffer) closes its part of it. Another `boot`, or without one a lower number with
 * a newer time, is a restart and no hole.
 */
export function followSeq(ledger: Ledger, { seq, boot, ts, isNew }: Arrival): Ledger {
  const { head } = ledger
  if (seq === null) return ledger
  if (!head) return { ...ledger, head: { seq, boot, ts, since_ts: 0 } }
  const run = { seq, boot: boot ?? head.boot, ts, isNew }
  if (run.boot === (head.boot ?? run.boot)) return followRun(ledger, head, run)
  return ts > head.ts ? restart(ledger, run) : fill(ledger, run)
}

function followRun(ledger: Ledger, head: Head, run: Run): Ledger {
  const { seq, ts } = run
  const steps = stepsBetween(head.seq, seq)
  // The very next number is the next one even where a clock was just set back.
  if (steps === 1 || (isAhead(head.seq, seq) && ts >= head.since_ts)) {
    return advance(ledger, { head, run, skipped: steps - 1 })
  }
  const filled = fill(ledger, run)
  const isRestart = filled === ledger && ts > head.ts && steps !== 0
  return isRestart ? restart(ledger, run) : filled
}

type Run = Pick<Head, 'seq' | 'boot' | 'ts'> & Pick<Arrival, 'isNew'>

function advance(
  ledger: Ledger,
  { head, run, skipped }: { head: Head; run: Run; skipped: number },
) {
  const { seq, boot } = run
  const next = { seq, boot, ts: Math.max(run.ts, head.ts), since_ts: head.since_ts }
  if (skipped === 0) return { ...ledger, head: next }
  const hole = {
    from_seq: nextSeq(head.seq),
    to_seq: previousSeq(run.seq),
    after_ts: Math.min(run.ts, head.ts),
    before_ts: Math.max(run.ts, head.ts),
    run: ledger.restarts,
  }
  return { ...ledger, head: next, holes: addHole(ledger.holes, hole) }
}

function restart(ledger: Ledger, { seq, boot, ts }: Run): Ledger {
  return { ...ledger, restarts: ledger.restarts + 1, head: { seq, boot, ts, since_ts: ts } }
}

function fill(ledger: Ledger, late: Run): Ledger {
  const holes = fillHole(ledger.holes, late)
  return holes ? { ...ledger, holes } : ledger
}

/** The ledger as REST shows it. */
export function toGapLedger(device: string, ledger: Ledger): GapLedger {
  const { open_ranges: _, ...figures } = toGapSummary(device, ledger)
  return { ...figures, ranges: ledger.holes.ranges.map(({ run: __, ...range }) => range) }
}

/** The same without the ranges, of which a device may have hundreds. */
export function toGapSummary(device: string, { head, holes, ...counts }: Ledger): GapSummary {
  const missing = countMissing(holes)
  const expected = head === null ? null : counts.received - counts.revised + missing
  return { device, expected, ...counts, missing, open_ranges: holes.ranges.length }
}

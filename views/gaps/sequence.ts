/** Sequence numbers count up per device and wrap at 2^32 (serial arithmetic of RFC 1982). */

/** Steps forward from one number to another, 0 … 2^32-1. */
export const stepsBetween = (from: number, to: number): number => (to - from) >>> 0

export const nextSeq = (seq: number): number => (seq + 1) >>> 0
export const previousSeq = (seq: number): number => (seq - 1) >>> 0

/** Half the circle: a number further ahead than this lies behind. */
export const halfCircle = 2 ** 31
/** A number that became smaller is a wrap only if it skipped no more than this; else a restart. */
const wrapSkipMax = 10_000

/** Does `to` come after `from`, by counting on and perhaps wrapping? */
export function isAhead(from: number, to: number): boolean {
  const steps = stepsBetween(from, to)
  return to < from ? steps <= wrapSkipMax : steps > 0 && steps < halfCircle
}

/** A closed range of numbers, perhaps across the wrap. */
export interface SeqRange {
  from_seq: number
  to_seq: number
}

export const countSeqs = ({ from_seq, to_seq }: SeqRange): number =>
  stepsBetween(from_seq, to_seq) + 1

export const containsSeq = (range: SeqRange, seq: number): boolean =>
  stepsBetween(range.from_seq, seq) < countSeqs(range)

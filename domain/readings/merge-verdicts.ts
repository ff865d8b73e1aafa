import type { FieldChanges } from './field-changes.ts'
import { fieldFlag, worseFlag, type Flag, type Reason, type ReasonTest } from './flags.ts'
import type { Verdict } from './reading.ts'
import type { Values } from './values.ts'

/** A verdict with the values it speaks of. */
export interface Judged extends Verdict {
  values: Values
}

/**
 * The verdict on a reading after one more message. Of the message only that counts which it added or
 * revised. What is shown keeps its verdict, an officer's too, except on fields that were revised.
 */
export function mergeVerdicts(shown: Judged, message: Judged, fields: FieldChanges): Verdict {
  const { flag, reasons } = shown
  const judged = listJudged(message, fields)
  if (judged.length === 0) return { flag, reasons }
  const { revised } = fields
  const kept = Object.keys(shown.values).filter((name) => !revised.includes(name))
  const row = reasons.filter(isOfRow)
  const merged = new Set<Reason>(row)
  for (const name of kept) for (const reason of reasonsOf(shown, name)) merged.add(reason)
  const doubts = message.reasons.filter((reason) => isOfRow(reason) && !row.includes(reason))
  for (const name of judged) {
    for (const doubt of doubts) merged.add(`${doubt as ReasonTest}:${name}`)
    for (const reason of reasonsOf(message, name)) merged.add(reason)
  }
  const before = revised.length === 0 ? flag : worstOf(shown, { row, kept })
  return {
    flag: judged.reduce((worst, name) => worseFlag(worst, fieldFlag(message, name)), before),
    reasons: [...merged],
  }
}

/** An officer took the whole message back: that holds for what it repeated as well. */
function listJudged({ reasons }: Judged, { added, revised, repeated }: FieldChanges) {
  const changed = [...added, ...revised]
  return reasons.includes('corrected') ? [...changed, ...repeated] : changed
}

/** True for a reason that speaks of the time of a message and not of a value. */
const isOfRow = (reason: Reason): boolean => !reason.includes(':') && reason !== 'corrected'

function reasonsOf({ reasons }: Judged, field: string): Reason[] {
  const own = reasons.filter((reason) => reason.endsWith(`:${field}`))
  return reasons.includes('corrected') ? [...own, `corrected:${field}`] : own
}

function worstOf(
  shown: Judged,
  { row, kept }: { row: readonly Reason[]; kept: readonly string[] },
): Flag {
  const ofRow = row.length > 0 ? fieldFlag({ flag: shown.flag, reasons: row }, '') : 1
  return kept.reduce((worst, name) => worseFlag(worst, fieldFlag(shown, name)), ofRow)
}

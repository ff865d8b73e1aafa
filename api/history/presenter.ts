import { outcomes } from '#domain/commit.ts'
import { outcomeOf } from '#domain/readings/merge.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import type { LaterVerdict, Revision } from '#store/store.ts'

/**
 * Messages and verdicts of one reading in the order in which they were committed: each message with
 * the verdict of its arrival, then what was judged later.
 */
export function createReadingHistory(
  revisions: readonly Revision[],
  verdicts: readonly LaterVerdict[],
): ReadingHistoryEntry[] {
  return revisions.flatMap((revision, version) => {
    const later = verdicts.filter((verdict) => verdict.version === version)
    const { reading } = revision
    const judged = later.map((verdict) => describeVerdict(verdict, reading))
    // An earlier version of the program kept some messages that change nothing.
    if (version > 0 && outcomeOf(revision.fields) === outcomes.duplicate) return judged
    return [describeMessage(revision, version, later), ...judged]
  })
}

function describeMessage(
  { message, reading, fields }: Revision,
  version: number,
  [first]: readonly LaterVerdict[],
): ReadingHistoryEntry {
  // The store shows the newest verdict with the first message; the first verdict replaced its own.
  const { flag, reasons } = first?.replaced ?? reading
  const { received_ts, seq, boot, origin } = message
  const changed = outcomeOf(fields) === outcomes.revision ? 'revision' : 'addition'
  return {
    type: version === 0 ? 'received' : changed,
    at_ts: received_ts,
    flag,
    reasons,
    values: reading.values,
    said: message.values,
    seq,
    boot,
    origin,
    author: null,
    note: null,
  }
}

function describeVerdict(
  { flag, reasons, author, note, at_ts }: LaterVerdict,
  { values, origin }: Reading,
): ReadingHistoryEntry {
  const shown = { flag, reasons, values, origin }
  return { type: 'verdict', at_ts, ...shown, said: null, seq: null, boot: null, author, note }
}

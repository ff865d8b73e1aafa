import type { Reading } from '#domain/readings/reading.ts'
import type { ReadingHistoryEntry } from '#domain/wire/reading-history.ts'
import type { LaterVerdict } from '#store/store.ts'

/**
 * Versions and verdicts of one reading in the order in which they were committed: each version
 * with the verdict of its arrival, then what was judged later of it.
 */
export function createReadingHistory(
  versions: readonly Reading[],
  verdicts: readonly LaterVerdict[],
): ReadingHistoryEntry[] {
  return versions.flatMap((reading, version) => {
    const later = verdicts.filter((verdict) => verdict.version === version)
    return [
      describeVersion(reading, version, later),
      ...later.map((verdict) => describeVerdict(verdict, reading)),
    ]
  })
}

function describeVersion(
  reading: Reading,
  version: number,
  [first]: readonly LaterVerdict[],
): ReadingHistoryEntry {
  // The store shows the newest verdict with a version; the first one replaced that of its arrival.
  const { flag, reasons } = first?.replaced ?? reading
  const { received_ts, values, seq, boot, origin } = reading
  const type = version === 0 ? 'received' : 'revision'
  return {
    type,
    at_ts: received_ts,
    flag,
    reasons,
    values,
    seq,
    boot,
    origin,
    author: null,
    note: null,
  }
}

function describeVerdict(verdict: LaterVerdict, { values, origin }: Reading): ReadingHistoryEntry {
  const { flag, reasons, author, note, at_ts } = verdict
  return {
    type: 'verdict',
    at_ts,
    flag,
    reasons,
    values,
    seq: null,
    boot: null,
    origin,
    author,
    note,
  }
}

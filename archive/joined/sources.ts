import { ArchiveError } from '../archive-error.ts'
import type { History } from '../port.ts'
import type { Page, Store, TimeRange } from '#store/store.ts'

/** Both sources of a list, and where one ends and the other begins. */
export interface Sources {
  store: Store
  archive: History
  split(range: TimeRange): Split
}

/** The archive has the part before the seam, the recent store what comes after. */
export interface Split {
  older: TimeRange | null
  newer: TimeRange
}

export function splitAt(seam: number, { from, to }: TimeRange): Split {
  if (from >= seam) return { older: null, newer: { from, to } }
  return { older: { from, to: Math.min(to, seam) }, newer: { from: Math.min(to, seam), to } }
}

/** A page of the archive; where it is away, `empty` and from when on the list is complete. */
export async function askArchive<P extends Page<unknown>>(
  older: TimeRange,
  empty: P,
  ask: (range: TimeRange) => Promise<P>,
): Promise<P> {
  try {
    return await ask(older)
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { ...empty, complete_from_ts: older.to }
  }
}

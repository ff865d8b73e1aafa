import type { Hole } from './hole.ts'
import type { Ledger } from './ledger.ts'
import { countSeqs } from './sequence.ts'

/** A hole as earlier versions saved it too: without its run, and never merged. */
type SavedHole = Omit<Hole, 'missing' | 'run'> & Partial<Hole>

/** A ledger as it lies on disk. */
export type SavedLedger = Omit<Ledger, 'holes'> & {
  holes: { ranges: readonly SavedHole[]; unlisted: number }
}

/** Older holes of the present run get its number, others one of their own: they never merge. */
export function readSavedLedger(saved: SavedLedger): Ledger {
  const { restarts, head, holes } = saved
  const sinceTs = head?.since_ts ?? 0
  const ranges = holes.ranges.map((range, index) => ({
    ...range,
    missing: range.missing ?? countSeqs(range),
    run: range.run ?? (range.after_ts >= sinceTs ? restarts : -1 - index),
  }))
  return { ...saved, holes: { ranges, unlisted: holes.unlisted } }
}

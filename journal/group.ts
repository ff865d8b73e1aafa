import { outcomes, type Change, type CommitItem, type Outcome } from '#domain/commit.ts'

type OtherItem = Exclude<CommitItem, { type: 'reading' }>

/** A thing to commit with room for what it became, so that a commit allocates nothing. */
export type Entry = Change | (OtherItem & { outcome: Outcome })

/** Entries that share one fate: a payload, or a crossing with its cursor. Never split. */
export interface Group {
  readonly entries: readonly Entry[]
  /** Bytes they hold in memory, roughly. */
  readonly bytes: number
  /**
   * Called exactly once, in the order of submission. `committed` false: nothing of it is on disk.
   * Otherwise each entry's `outcome` says what it became.
   */
  settle(committed: boolean): void
  /**
   * What may stand in its place where the store can take some of its entries never: as many, with
   * others for those. Undefined, or absent, where nothing may. `details` says why, by entry.
   */
  refuse?(details: ReadonlyMap<number, string>): Group | undefined
}

export function createEntry(item: OtherItem): Entry {
  return { ...item, outcome: outcomes.stored }
}

import type { FactItem, StoredFact } from './facts/records.ts'
import type { Reading } from './readings/reading.ts'

/** What one entry of a batch became. */
export const outcomes = { stored: 0, duplicate: 1, revision: 2 } as const
export type Outcome = (typeof outcomes)[keyof typeof outcomes]

/**
 * One thing to commit. Readings and facts appear in the journal; `checkpoint` stores what a
 * consumer derived together with its cursor, so that a crash repeats nothing and skips nothing.
 */
export type CommitItem =
  /** `memory`: what its judge remembers from then on; only of what this process judged itself. */
  | { type: 'reading'; reading: Reading; memory?: unknown }
  | FactItem
  | { type: 'checkpoint'; checkpoint: Checkpoint }

/** A consumer's progress: everything up to and including journal sequence `seq` is in `entries`. */
export interface Checkpoint {
  consumer: string
  seq: number
  /** Upserts into the consumer's projection; value null deletes the key. */
  entries: readonly { key: string; value: unknown }[]
}

/** A journal entry: a reading or fact with what became of it. Checkpoints are not journalled. */
export type Change = Exclude<CommitItem, { type: 'checkpoint' }> & { outcome: Outcome }

/** A journal entry as the store gives it back: a numbered fact has the number that it got there. */
export type StoredChange = (Extract<CommitItem, { type: 'reading' }> | StoredFact) & {
  outcome: Outcome
}

/** One committed batch, readable in order of `seq`. Sequence numbers rise but may leave holes. */
export interface JournalBatch<Entry extends Change = Change> {
  seq: number
  committed_ts: number
  changes: readonly Entry[]
}

/** A party that reads every committed batch in order: latest values, levels, live, archive. */
export interface JournalConsumer {
  readonly name: string
  /** Called once a batch, in order, soon after its commit. Must not throw and must not block. */
  apply(batch: JournalBatch): void
}

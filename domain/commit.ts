import type { FactItem, StoredFact } from './facts/records.ts'
import type { FieldChanges } from './readings/field-changes.ts'
import type { Reading } from './readings/reading.ts'

/** What one entry of a batch became. `addition`: a message that only added fields to a reading. */
export const outcomes = { stored: 0, duplicate: 1, revision: 2, addition: 3 } as const
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

/** A message of a device, and what the reading of its moment is after it. */
export interface ReadingChange {
  type: 'reading'
  /** The reading after this message: all that was sent for its moment until then. */
  reading: Reading
  /** What this message said by itself, with its own receipt; `reading` where it made the row. */
  message: Reading
  fields: FieldChanges
  memory?: unknown
  outcome: Outcome
}

/** What a message came to that met a reading of its moment. */
export interface Merge {
  /** Place of the message in its batch. */
  index: number
  reading: Reading
  fields: FieldChanges
}

/** A journal entry: a reading or fact with what became of it. Checkpoints are not journalled. */
export type Change = ReadingChange | (FactItem & { outcome: Outcome })

/** A journal entry as the store gives it back: a numbered fact has the number that it got there. */
export type StoredChange = ReadingChange | (StoredFact & { outcome: Outcome })

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

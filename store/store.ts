import type { BucketFold } from '#domain/buckets/bucket-fold.ts'
import type { BucketTails } from '#domain/buckets/bucket-tails.ts'
import type { Every } from '#domain/city/bucket-spans.ts'
import type {
  CommitItem,
  JournalBatch,
  Merge,
  Outcome,
  ReadingChange,
  StoredChange,
} from '#domain/commit.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import type { Reading, Verdict } from '#domain/readings/reading.ts'

export interface CommitResult {
  /** Journal sequence of the batch. */
  seq: number
  committed_ts: number
  /** One per item, in order. */
  outcomes: readonly Outcome[]
  /** Of the messages that met a reading of their moment; absent where none did. */
  merges?: readonly Merge[]
}

/** Half-open range of device times, epoch ms. */
export interface TimeRange {
  from: number
  to: number
}

/** One page of a list; `next_cursor` is null on the last. */
export interface Page<T> {
  items: T[]
  next_cursor: string | null
  /** Where older data could not be read: the page is complete from here on only, epoch ms. */
  complete_from_ts?: number
}

/** A page of buckets; what the fields said before its first, as far as it matters. */
export interface BucketPage extends Page<BucketFold> {
  tails: BucketTails
}

export interface PageQuery {
  limit: number
  cursor?: string | undefined
}

/** A message that made or changed a reading, and the reading after it. */
export type Revision = Pick<ReadingChange, 'message' | 'reading' | 'fields'>

/** A verdict on a stored reading that replaced another one. */
export interface LaterVerdict extends Verdict {
  /** Index of the newest message then in `listRevisions`; null where there was no reading. */
  version: number | null
  /** The verdict that held until then; null where there was no reading. */
  replaced: Verdict | null
  author: string
  note: string
  at_ts: number
}

/** Which facts to list; all where a part is absent. */
export interface FactQuery extends PageQuery {
  device?: string | undefined
  /** By the fact's own time. */
  range?: TimeRange | undefined
  /** Only those with a greater number. */
  afterNumber?: number | undefined
  /**
   * Without what was taken back and what took it back; what another one made sure is shown as sure,
   * in place of both.
   */
  inForce?: boolean | undefined
  /** Of a list by time: the newest first, of what the recent store keeps. */
  newestFirst?: boolean | undefined
  /** Of crossings: those that were found so. */
  found?: 'live' | 'later' | undefined
}

/**
 * Where readings live. `commit` resolves only after the batch is on disk; every other method
 * reads and never delays a commit. Implementations pass `test/contracts/store.ts`.
 */
export interface Store {
  /**
   * Stores a batch in one transaction and one fsync, in order; later batches never overtake.
   * Readings: key (device, ts); the messages of a key add up to one reading by
   * `domain/readings/merge.ts`, and those that changed it are kept. Facts go by the key that their
   * declaration names (`domain/facts/`).
   * A batch of checkpoints only leaves no journal entry and resolves with the newest `seq`. An
   * empty batch is an honest probe: it writes and fsyncs. `committed_ts` is the city clock when
   * the batch was handed over. Rejects with `StoreError` when nothing of the batch was stored.
   */
  commit(items: readonly CommitItem[]): Promise<CommitResult>

  /**
   * Batches after `afterSeq` in order, at most `limit` of them, each change as it was committed
   * (later revisions and verdicts do not show), numbered facts with their number. Facts that were
   * pruned since are left out.
   */
  readJournal(afterSeq: number, limit: number): Promise<JournalBatch<StoredChange>[]>
  /** A consumer's projection as of its cursor; seq 0 and no entries for a new consumer. */
  loadProjection(
    consumer: string,
  ): Promise<{ seq: number; entries: [key: string, value: unknown][] }>

  listReadings(
    kind: string,
    device: string,
    range: TimeRange,
    page: PageQuery,
  ): Promise<Page<Reading>>
  /**
   * Buckets with data only, oldest first: gaps stay gaps. Numbers of the time before `ts` (amounts,
   * counters) stand at `ts` − 1 ms, in buckets and in the range.
   */
  foldReadings(
    kind: string,
    device: string,
    range: TimeRange,
    every: Every,
    page: PageQuery,
  ): Promise<BucketPage>
  /** The messages that made or changed the reading at (device, ts), oldest first. */
  listRevisions(kind: string, device: string, ts: number): Promise<Revision[]>
  /** Later verdicts of the reading at (device, ts), oldest first. */
  listVerdicts(kind: string, device: string, ts: number): Promise<LaterVerdict[]>
  /**
   * The facts of one name that have a list, in the order that their declaration names; of facts
   * with versions the newest. Throws for a fact without a list.
   */
  listFacts<Name extends FactName>(name: Name, query: FactQuery): Promise<Page<StoredRecord<Name>>>
  /** Times of readings that were joined when a file of an earlier version was opened; null: none. */
  loadUpgraded(): Promise<TimeRange | null>
  counts(): Promise<{
    /** By kind. */
    readings: Record<string, number>
    /** By name; of facts with versions the newest. */
    facts: Record<string, number>
    diskBytes: number
  }>

  /** Deletes what is older than the limits, a little at a time so that commits go on. */
  prune(limits: PruneLimits): Promise<PrunedRows>
  close(): Promise<void>
}

/** How far readings of an earlier version are brought to the rules of this one. */
export interface UpgradeProgress {
  /** Moments that are done, of all that had several messages. */
  keys: number
  total: number
}

/** Rows that were deleted; facts by name. */
export interface PrunedRows {
  readings: number
  journal: number
  facts: Record<string, number>
  /** Facts that lost what their declaration names (`reduction`), by name. */
  reduced: Record<string, number>
}

export interface PruneLimits {
  /** Device time; facts that are kept as long as readings go by the same limit. */
  readingsBeforeTs: number
  quarantineBeforeTs: number
  /** Facts that are kept for years. */
  recordsBeforeTs: number
  /** Facts from before it keep only what their `reduction` leaves. */
  reduceBeforeTs: number
  /** Journal batches up to this sequence were passed by every consumer. */
  journalUpToSeq: number
}

/** A `cursor` that this store did not hand out, or not for this list. */
export class InvalidCursorError extends Error {
  constructor() {
    super('cursor is not one of this list')
    this.name = 'InvalidCursorError'
  }
}

interface StoreErrorOptions {
  /** The same call may succeed later (disk full). */
  recoverable: boolean
  refused?: readonly RefusedItem[]
  cause?: unknown
}

/** An item of a batch that cannot be stored, whatever the disk does. */
export interface RefusedItem {
  /** Its place in the batch. */
  index: number
  message: string
}

/** Nothing of the batch was stored. */
export class StoreError extends Error {
  readonly recoverable: boolean
  /** Those that are to blame; the others may be stored without them. Empty where it was the disk. */
  readonly refused: readonly RefusedItem[]
  constructor(message: string, { recoverable, refused = [], cause }: StoreErrorOptions) {
    super(message, { cause })
    this.name = 'StoreError'
    this.recoverable = recoverable
    this.refused = refused
  }
}

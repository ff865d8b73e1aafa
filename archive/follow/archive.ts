import type { ArchiveState } from '#domain/wire/archive-state.ts'
import type { JournalConsumer } from '#domain/commit.ts'
import type { TimeRange } from '#store/store.ts'
import type { ArchiveReader, History } from '../port.ts'

/** The running archive: carries every committed fact to its database and reads the years back. */
export interface Archive extends JournalConsumer {
  state(): ArchiveState
  /** What a restart goes on from: the journal may be pruned up to here. */
  readonly savedSeq: number
  /** Age at which it removes readings, ms; Infinity: never, or not known yet. */
  readonly keptMs: number
  /** Reads from the database; throws `ArchiveError` while it is away. */
  readonly history: History
  /** By raw points only, to compare what is there. */
  readonly rawHistory: ArchiveReader
  /** Copies a range of the recent store again, in steps between the live ones. */
  requestFill(range: TimeRange): void
  /** Resolves when all that is committed by now is archived and rolled up as far as it is due. */
  settled(): Promise<void>
  /** Stops after the request in flight and saves the cursor; what is left is sent next time. */
  close(): Promise<void>
}

import type { JournalConsumer } from '#domain/commit.ts'
import type { Door } from '#domain/door.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { ServerClockDoubt } from '#domain/wire/health.ts'
import type { AlarmView } from './alarm-view.ts'
import type { Board } from './board.ts'
import type { GapView } from './gap-view.ts'
import type { MessageLog } from './messages/message-log.ts'

/** Can the store commit? While `ok` is false the door answers `not_committed`. */
export interface StoreState {
  ok: boolean
  /** Why not, for people; null while it is well. */
  detail: string | null
}

/** Counters count since the start of the process. */
export interface IngestStats {
  /** Committed entries by what became of them, and refused ones by their code. */
  outcomes: Readonly<Record<string, number>>
  /** Stored for the first time, or as a revision; a duplicate counts as that only. */
  readings_total: number
  events_total: number
  statuses_total: number
  duplicates_total: number
  revisions_total: number
  quarantined_total: number
  commits_total: number
  /** Readings committed per second, mean of the last ten seconds. */
  readings_per_s: number
  /** Entries waiting for a commit or in one. */
  queued: number
  queued_bytes: number
  /** Receipt to fsync over the last minute, ms; null when nothing came. */
  commit_p50_ms: number | null
  commit_p99_ms: number | null
  store: StoreState
  /** Whether the devices contradict the server's own clock. */
  clock_doubt: ServerClockDoubt | null
}

/** The running heart: what comes through `door` is judged, committed, then shown by the views. */
export interface Ingest {
  readonly door: Door
  readonly board: Board
  readonly alarms: AlarmView
  readonly gaps: GapView
  /** The last messages of every sender, what a bridge could not translate included. */
  readonly messages: MessageLog
  stats(): IngestStats
  /** Every batch committed from now on, in order, after board and gaps. Returns the unsubscribe. */
  addConsumer(consumer: JournalConsumer): () => void
  /** Crossings right after their commit, before anything else of that batch. */
  onCrossings(listener: (crossings: readonly CrossingResource[]) => void): () => void
  onStoreState(listener: (state: StoreState) => void): () => void
  /** Commits what waits, saves the cursors, and refuses what comes later. */
  close(): Promise<void>
}

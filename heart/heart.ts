import type { JournalConsumer } from '#domain/commit.ts'
import type { Door } from '#domain/door.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { ReductionState } from '#domain/wire/health.ts'
import type { IngestStats } from '#ingest/stats.ts'
import type { StoreState } from '#journal/store-state.ts'
import type { AlarmView } from '#alarms/alarm-view.ts'
import type { Board } from '#views/board.ts'
import type { GapView } from '#views/gap-view.ts'
import type { MessageLog } from '#ingest/messages/message-log.ts'
import type { RecordFact } from './record-fact.ts'

/** The running heart: what comes through `door` is judged, committed, then shown by the views. */
export interface Heart {
  readonly door: Door
  readonly board: Board
  readonly alarms: AlarmView
  readonly gaps: GapView
  /** The last messages of every sender, what a bridge could not translate included. */
  readonly messages: MessageLog
  stats(): IngestStats
  /** What became of the notes and doors of old events since the start. */
  reduction(): ReductionState
  /** Commits a fact that no device sent: what a rule found, or a person did. */
  record: RecordFact
  /** Every batch committed from now on, in order, after board and gaps. Returns the unsubscribe. */
  addConsumer(consumer: JournalConsumer): () => void
  /** Crossings right after their commit, before anything else of that batch. */
  onCrossings(listener: (crossings: readonly CrossingResource[]) => void): () => void
  /** A device connected by MQTT, or is connected no more. */
  connect(device: string, isOnline: boolean): void
  /** After the board shows a connection that came or went. */
  onConnected(listener: (device: string) => void): () => void
  onStoreState(listener: (state: StoreState) => void): () => void
  /** Commits what waits, saves the cursors, and refuses what comes later. */
  close(): Promise<void>
}

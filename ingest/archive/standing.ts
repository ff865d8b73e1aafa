import type { ArchiveCondition, ArchiveState, ArchiveStop } from '#domain/archive.ts'
import type { Clock } from '#domain/clock.ts'
import type { Counters } from './counters.ts'
import type { Progress } from './progress.ts'

/** Behind by more than this is said aloud; less is the rhythm of batches. */
export const behindAfterMs = 5_000

export interface Failure {
  /** Set where a person has to act. */
  stop: ArchiveStop | null
  words: string
}

interface Parts {
  clock: Clock
  progress: Progress
  counters: Counters
}

/** Keeps what the archive's state is made of. */
export function createStanding({ clock, progress, counters }: Parts) {
  let newestSeq = progress.seq
  /** Commit time of the oldest batch that is not archived, as far as known. */
  let waitingSinceTs: number | null = null
  let completeToTs: number | null = null
  let server: string | null = null
  let failure: Failure | null = null
  let rollupFailure: Failure | null = null

  const lagMs = () => (waitingSinceTs === null ? 0 : Math.max(0, clock.now() - waitingSinceTs))

  function condition(shown: Failure | null): ArchiveCondition {
    if (shown?.stop) return 'stopped'
    if (failure || lagMs() > behindAfterMs) return 'behind'
    return progress.fill ? 'filling' : 'ok'
  }

  return {
    /** A batch was committed. */
    committed(seq: number, committedTs: number): void {
      newestSeq = Math.max(newestSeq, seq)
      waitingSinceTs ??= committedTs
    },
    get newestSeq(): number {
      return newestSeq
    },
    /** Everything up to a batch of this commit time is archived. */
    archived(committedTs: number): void {
      completeToTs = committedTs
      waitingSinceTs = progress.seq >= newestSeq ? null : committedTs
    },
    /** The journal holds nothing more. */
    drained(): void {
      if (progress.seq < newestSeq) return
      waitingSinceTs = null
      completeToTs = clock.now()
    },
    connected(name: string): void {
      server = name
    },
    /** Nothing can be written at the moment. */
    failed(failed: Failure | null): void {
      failure = failed
    },
    /** Rollups cannot be written; the readings themselves can. */
    rollupsFailed(failed: Failure | null): void {
      rollupFailure = failed
    },
    state(): ArchiveState {
      const shown = failure ?? rollupFailure
      return {
        condition: condition(shown),
        stop: shown?.stop ?? null,
        words: shown?.words ?? null,
        server,
        seq: progress.seq,
        lag_ms: lagMs(),
        complete_to_ts: completeToTs,
        points_total: counters.points,
        refused_total: counters.refused,
        expired_total: counters.expired,
        rollups_pending: progress.cells.size,
      }
    },
  }
}
export type Standing = ReturnType<typeof createStanding>

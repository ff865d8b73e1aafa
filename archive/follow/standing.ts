import type { Clock } from '#domain/operation/clock.ts'
import type { ArchiveSession } from '../port.ts'
import type { ArchiveStop } from '../stops.ts'
import type { Counters } from './counters.ts'
import type { Progress } from './progress.ts'
import type { ArchiveState } from '#domain/wire/archive-state.ts'

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
  let met: Pick<ArchiveState, 'server' | 'clock_skew_ms'> = { server: null, clock_skew_ms: null }
  let failure: Failure | null = null
  let rollupFailure: Failure | null = null

  const lagMs = () => (waitingSinceTs === null ? 0 : Math.max(0, clock.now() - waitingSinceTs))

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
    connected({ server, clockSkewMs }: ArchiveSession): void {
      met = { server, clock_skew_ms: clockSkewMs }
    },
    /** What a person is waited for. */
    get stop(): ArchiveStop | null {
      return (failure ?? rollupFailure)?.stop ?? null
    },
    /** Why nothing answers at the moment; null where something does, be it a refusal. */
    get silence(): string | null {
      return failure && failure.stop === null ? failure.words : null
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
        condition: conditionOf({
          shown,
          isLate: failure !== null || lagMs() > behindAfterMs,
          progress,
        }),
        ...troubleOf(shown),
        seq: progress.seq,
        lag_ms: lagMs(),
        complete_to_ts: completeToTs,
        ...totalsOf(counters),
        ...met,
        rollups_pending: progress.cells.size,
      }
    },
  }
}

const troubleOf = (shown: Failure | null) => ({
  stop: shown?.stop?.code ?? null,
  remedy: shown?.stop?.remedy ?? null,
  words: shown?.words ?? null,
})

const totalsOf = ({ points, refused, expired }: Counters) => ({
  points_total: points,
  refused_total: refused,
  expired_total: expired,
})

function conditionOf(of: {
  shown: Failure | null
  isLate: boolean
  progress: Progress
}): ArchiveState['condition'] {
  if (of.shown?.stop) return 'stopped'
  if (of.isLate) return 'behind'
  return of.progress.fill ? 'filling' : 'ok'
}

export type Standing = ReturnType<typeof createStanding>

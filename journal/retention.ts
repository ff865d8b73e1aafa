import type { Clock } from '#domain/operation/clock.ts'
import type { ReductionState } from '#domain/wire/health.ts'
import { riderKeptMs } from '#domain/mobility/reduce-rider.ts'
import type { PruneLimits, Store } from '#store/store.ts'

/** A leap year: nothing goes before its anniversary. */
export const yearMs = 366 * 86_400_000

/** Often, so that each round is short and never in the way. */
const roundMs = 60_000
/**
 * A consumer that lags further than this loses its place in the journal and falls back to the
 * stored readings: a slow archive must not fill the disk.
 */
export const journalBatchesMax = 2_000_000

/** How long records are kept where nobody says otherwise: five years. */
export const usualRecordsMs = 5 * yearMs

/** A slow copy of the journal holds back deleting, but not for ever. */
export interface Follower {
  /** What it has taken for good: journal sequence. */
  savedSeq: number
  /** Age of the oldest commit it has not, ms. */
  lagMs: number
}

interface Parts {
  store: Pick<Store, 'prune'>
  clock: Clock
  /** Newest journal sequence, and the one that every consumer has saved. */
  position: () => { seq: number; savedSeq: number }
  /** Who copies the journal elsewhere, and how far that is. */
  follower?: (() => Follower) | undefined
  retentionMs: number
  quarantineMs: number
  /** Of facts that are kept for years. */
  recordsMs: number
  /** Hears of facts that lost what leads to a person. */
  onReduced?: ((rows: number) => void) | undefined
}

/** What may be deleted now. Readings that the follower lacks stay, up to the retention once more. */
export function pruneLimits(parts: Omit<Parts, 'store'>): PruneLimits {
  const { clock, position, retentionMs, quarantineMs, recordsMs } = parts
  const { seq, savedSeq } = position()
  const follower = parts.follower?.() ?? { savedSeq: seq, lagMs: 0 }
  return {
    readingsBeforeTs: clock.now() - retentionMs - Math.min(follower.lagMs, retentionMs),
    quarantineBeforeTs: clock.now() - quarantineMs,
    recordsBeforeTs: clock.now() - recordsMs - Math.min(follower.lagMs, recordsMs),
    reduceBeforeTs: clock.now() - riderKeptMs,
    journalUpToSeq: Math.max(Math.min(savedSeq, follower.savedSeq), seq - journalBatchesMax),
  }
}

/**
 * The wall clock, but never further than time has really passed since the start: a clock that
 * jumps a year ahead must not delete a year of readings.
 */
function createCautiousClock(clock: Clock): Clock {
  const startedTs = clock.now()
  const startedMs = clock.monotonicMs()
  return {
    now: () => Math.min(clock.now(), startedTs + clock.monotonicMs() - startedMs),
    monotonicMs: clock.monotonicMs,
  }
}

interface Retention {
  reduction(): ReductionState
  close(): Promise<void>
}

/** Deletes once a minute what is older than the settings say. */
export function startRetention(parts: Parts): Retention {
  const clock = createCautiousClock(parts.clock)
  let timer: NodeJS.Timeout | undefined
  let round = Promise.resolve()
  let isClosed = false
  let reduction: ReductionState = { last_ts: null, rows_total: 0 }

  const plan = () => {
    if (isClosed) return
    timer = setTimeout(() => {
      round = prune().then(plan)
    }, roundMs)
    timer.unref()
  }

  const prune = async () => {
    try {
      const { reduced } = await parts.store.prune(pruneLimits({ ...parts, clock }))
      const rows = Object.values(reduced).reduce((sum, each) => sum + each, 0)
      reduction = { last_ts: parts.clock.now(), rows_total: reduction.rows_total + rows }
      if (rows > 0) parts.onReduced?.(rows)
    } catch {
      // A store that cannot write says so at the next commit; pruning waits for the next round.
    }
  }

  plan()
  return {
    reduction: () => reduction,
    close() {
      isClosed = true
      clearTimeout(timer)
      return round
    },
  }
}

import type { Clock } from '#domain/operation/clock.ts'
import type { CommitQueue } from '#journal/commit-queue.ts'
import type { LatencyWindow } from '#journal/latency.ts'
import type { Counters } from './counters.ts'
import type { BudgetDebt, ServerClockDoubt } from '#domain/wire/health.ts'
import type { StoreState } from '#journal/store-state.ts'
import type { Budgets } from './budget/budgets.ts'
import type { Judges } from './judge/judges.ts'

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
  /** Devices in debt, the deepest first. */
  over_budget: readonly BudgetDebt[]
}

interface Parts {
  queue: CommitQueue
  counters: Counters
  latency: LatencyWindow
  judges: Judges
  budgets: Budgets
  clock: Clock
}

/** What goes through the heart, in figures. */
export function createStats({
  queue,
  counters,
  latency,
  judges,
  budgets,
  clock,
}: Parts): () => IngestStats {
  return () => {
    const nowMs = clock.monotonicMs()
    return {
      outcomes: counters.outcomes,
      readings_total: counters.readings,
      events_total: counters.events,
      statuses_total: counters.statuses,
      duplicates_total: counters.duplicates,
      revisions_total: counters.revisions,
      quarantined_total: counters.quarantined,
      commits_total: counters.commits,
      readings_per_s: counters.readingsPerSecond(nowMs),
      queued: queue.entries,
      queued_bytes: queue.bytes,
      commit_p50_ms: latency.quantile(nowMs, 0.5),
      commit_p99_ms: latency.quantile(nowMs, 0.99),
      store: queue.state,
      clock_doubt: judges.doubtServer(clock.now()),
      over_budget: budgets.listDebts(),
    }
  }
}

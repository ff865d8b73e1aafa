import type { Clock } from '#domain/clock.ts'
import type { CommitQueue } from './commit/commit-queue.ts'
import type { LatencyWindow } from './commit/latency.ts'
import type { Counters } from './counters.ts'
import type { IngestStats } from './ingest.ts'
import type { ServerClock } from './server-clock.ts'

interface Parts {
  queue: CommitQueue
  counters: Counters
  latency: LatencyWindow
  serverClock: ServerClock
  clock: Clock
}

/** What goes through the heart, in figures. */
export function createStats({
  queue,
  counters,
  latency,
  serverClock,
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
      clock_doubt: serverClock.doubt(nowMs),
    }
  }
}

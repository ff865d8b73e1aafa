import type { HealthResource } from '#domain/wire/health.ts'
import type { LiveStats } from '#domain/wire/health.ts'
import type { ApiParts } from '../parts.ts'

/** How long the size on disk holds: asking for it takes the query worker a while. */
const diskKnownForMs = 30_000

/** It travels to every page every few seconds; the audit's file has them all. */
const refusalsShown = 20

const debtsShown = 20

/** Makes `GET /v1/health` and the live `health` out of what the parts count anyway. */
export function createHealthView(parts: ApiParts, live: () => LiveStats): () => HealthResource {
  const diskBytes = createDiskBytes(parts)
  return () => {
    const stats = parts.ingest.stats()
    const { connections, listeners, refusals } = parts.broker()
    return {
      server_ts: parts.clock.now(),
      started_ts: parts.startedTs,
      version: parts.version,
      store: {
        ok: stats.store.ok,
        detail: stats.store.detail,
        journal_seq: parts.ingest.board.seq,
        disk_bytes: diskBytes(),
      },
      broker: { connections, listeners },
      ingest: {
        readings_total: stats.readings_total,
        readings_per_s: stats.readings_per_s,
        duplicates_total: stats.duplicates_total,
        quarantined_total: stats.quarantined_total,
        queued: stats.queued,
        commit_p50_ms: stats.commit_p50_ms,
        commit_p99_ms: stats.commit_p99_ms,
      },
      archive: parts.archive?.() ?? null,
      bridge: [...(parts.bridge?.() ?? [])],
      live: live(),
      pulse: parts.pulse?.() ?? null,
      clock_doubt: stats.clock_doubt,
      clock_faults: parts.ingest.board.list().filter(({ clockOffsetMs }) => clockOffsetMs !== null)
        .length,
      reduction: parts.ingest.reduction(),
      over_budget: stats.over_budget.slice(0, debtsShown),
      refusals: refusals.slice(0, refusalsShown),
    }
  }
}

/** The newest known size; asks for a newer one on the side when it is old. */
function createDiskBytes({ store, clock, log }: ApiParts): () => number {
  let bytes = 0
  let askedAtMs = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock.monotonicMs()
    if (now - askedAtMs < diskKnownForMs) return bytes
    askedAtMs = now
    store.counts().then(
      ({ diskBytes }) => (bytes = diskBytes),
      (error: unknown) => log('The size of the store is not known', error),
    )
    return bytes
  }
}

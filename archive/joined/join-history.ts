import type { Clock } from '#domain/operation/clock.ts'
import type { History } from '../port.ts'
import type { Store } from '#store/store.ts'
import { createJoinedBuckets } from './joined-buckets.ts'
import { createJoinedFacts } from './joined-facts.ts'
import { createJoinedReadings } from './joined-readings.ts'
import { splitAt, type Sources } from './sources.ts'

interface Options {
  store: Store
  archive: History
  clock: Clock
  /** How long the recent store keeps readings, ms. */
  retentionMs: number
}

// The recent store deletes minute by minute behind its retention: an hour on this side of it everything
// is still there, also for the next page of a list.
const seamMarginMs = 3_600_000

/**
 * The store with its past: what the recent store no longer has comes from the archive, without a
 * seam and without a reading twice. While the archive is away, the recent part goes on and the
 * page says from where it is complete.
 */
export function joinHistory({ store, archive, clock, retentionMs }: Options): Store {
  const sources: Sources = {
    store,
    archive,
    split: (range) => splitAt(clock.now() - retentionMs + seamMarginMs, range),
  }
  return {
    ...store,
    listReadings: createJoinedReadings(sources),
    foldReadings: createJoinedBuckets(sources),
    listFacts: createJoinedFacts(sources),
  }
}

import { useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { KindResource } from '#domain/wire/kind.ts'
import { longestWindowMs } from '../logic/value/amount-series.ts'
import {
  chooseBucket,
  ranges,
  type BucketName,
  type RangeName,
} from '../logic/value/chart-range.ts'
import { connection } from '../state/connection.ts'
import { beginDrawing } from '../state/idle.ts'
import type { FleetEntry } from '../state/fleet.ts'
import { keepAsked } from '../state/keep-asked.ts'
import { loadJson } from '../state/request.ts'
import { serverNow } from '../state/server-clock.ts'

export interface Buckets {
  items: readonly BucketResource[]
  bucketMs: number
  bucketName: BucketName
  /** Begin of the period. */
  fromTs: number
  /** Older buckets could not be read at the moment; null where all could. */
  completeFromTs: number | null
}

/** The newest reading is drawn at once; the buckets behind it are asked for again this often. */
const refreshEveryMs = 30_000

/** What chart and table show of each field; the count of a bucket itself is that of its readings. */
function aggregatesOf({ fields }: KindResource): string {
  const types = new Set(fields.map(({ measure }) => measure.type))
  const sums = [types.has('amount') && 'sum', types.has('counter') && 'increase']
  return ['min', 'mean', 'max', 'count', ...sums.filter((name) => name !== false)].join(',')
}

/** `failed`: this period could not be read yet, which must not look like a period without values. */
export type BucketState = Buckets | 'failed' | null

/** The buckets of a device's period; null while they load. Follows the chosen period. */
export function useBuckets(
  { id, device }: FleetEntry,
  kind: KindResource,
  range: ReadonlySignal<RangeName>,
): Signal<BucketState> {
  const buckets = useSignal<BucketState>(null)
  useSignalEffect(() => {
    const rangeMs = ranges[range.value]
    const { latest, interval_ms: intervalMs } = device.peek()
    const bucket = chooseBucket(rangeMs, Math.max(intervalMs, longestWindowMs(kind, latest)))
    const shown = { bucketMs: bucket.ms, bucketName: bucket.name }
    let isLoaded = false
    const load = async () => {
      const to = serverNow()
      const query = `from=${Math.floor(to - rangeMs)}&to=${Math.floor(to)}&every=${bucket.name}`
      const device = encodeURIComponent(id)
      const path = `/v1/devices/${device}/readings?${query}&agg=${aggregatesOf(kind)}`
      const page = await loadJson<{ items: BucketResource[]; complete_from_ts?: number }>(path)
      return {
        ...shown,
        fromTs: to - rangeMs,
        items: page.items,
        completeFromTs: page.complete_from_ts ?? null,
      }
    }
    const endDrawing = beginDrawing()
    // A silent line keeps a request waiting: the period before would stand there as if it were this.
    if (connection.peek() === 'cut') buckets.value = null
    const stop = keepAsked(async (isCurrent) => {
      try {
        const loaded = await load()
        if (!isCurrent()) return
        isLoaded = true
        buckets.value = loaded
      } catch (error) {
        // A failed refresh leaves the picture as it was; its ages go on counting.
        if (isCurrent() && !isLoaded) buckets.value = 'failed'
        throw error
      } finally {
        endDrawing()
      }
    }, refreshEveryMs)
    return () => {
      stop()
      endDrawing()
    }
  })
  return buckets
}

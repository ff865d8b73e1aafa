import { useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/resources.ts'
import { chooseBucket, ranges, type BucketName, type RangeName } from '../logic/chart-range.ts'
import { pendingDrawings } from '../state/idle.ts'
import { loadJson } from '../state/request.ts'
import { serverNow } from '../state/server-clock.ts'

export interface Buckets {
  items: readonly BucketResource[]
  bucketMs: number
  bucketName: BucketName
  /** Older buckets could not be read at the moment; null where all could. */
  completeFromTs: number | null
}

/** The newest reading is drawn at once; the buckets behind it are asked for again this often. */
const refreshEveryMs = 30_000

/** The buckets of a device's period; null while they load. Follows the chosen period. */
export function useBuckets(
  deviceId: string,
  range: ReadonlySignal<RangeName>,
  intervalMs: number,
): Signal<Buckets | null> {
  const buckets = useSignal<Buckets | null>(null)
  useSignalEffect(() => {
    const rangeMs = ranges[range.value]
    const bucket = chooseBucket(rangeMs, intervalMs)
    const shown = { bucketMs: bucket.ms, bucketName: bucket.name, completeFromTs: null }
    let isCurrent = true
    const load = async () => {
      const to = serverNow()
      const query = `from=${Math.floor(to - rangeMs)}&to=${Math.floor(to)}&every=${bucket.name}`
      const path = `/v1/devices/${encodeURIComponent(deviceId)}/readings?${query}`
      const page = await loadJson<{ items: BucketResource[]; complete_from_ts?: number }>(path)
      const { items, complete_from_ts: completeFromTs = null } = page
      if (isCurrent) buckets.value = { ...shown, items, completeFromTs }
    }
    // Peeked: counting must not make this effect depend on the count.
    pendingDrawings.value = pendingDrawings.peek() + 1
    void load()
      // A failed refresh leaves the picture as it was; its ages go on counting.
      .catch(() => {
        buckets.value ??= { ...shown, items: [] }
      })
      .finally(() => {
        pendingDrawings.value = pendingDrawings.peek() - 1
      })
    const timer = window.setInterval(() => void load().catch(() => undefined), refreshEveryMs)
    return () => {
      isCurrent = false
      window.clearInterval(timer)
    }
  })
  return buckets
}

import { useSignal, useSignalEffect, type ReadonlySignal, type Signal } from '@preact/signals'
import type { BucketResource } from '#domain/resources.ts'
import { chooseBucket, ranges, type RangeName } from '../logic/chart-range.ts'
import { pendingDrawings } from '../state/idle.ts'
import { loadJson } from '../state/request.ts'
import { serverNow } from '../state/server-clock.ts'

export interface Buckets {
  items: readonly BucketResource[]
  bucketMs: number
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
    let isCurrent = true
    const load = async () => {
      const to = serverNow()
      const query = `from=${Math.floor(to - rangeMs)}&to=${Math.floor(to)}&every=${bucket.name}`
      const path = `/v1/devices/${encodeURIComponent(deviceId)}/readings?${query}`
      const { items } = await loadJson<{ items: BucketResource[] }>(path)
      if (isCurrent) buckets.value = { items, bucketMs: bucket.ms }
    }
    // Peeked: counting must not make this effect depend on the count.
    pendingDrawings.value = pendingDrawings.peek() + 1
    void load()
      // A failed refresh leaves the picture as it was; its ages go on counting.
      .catch(() => {
        buckets.value ??= { items: [], bucketMs: bucket.ms }
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

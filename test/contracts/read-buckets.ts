import { aggregates, type Aggregate } from '#domain/buckets/aggregates.ts'
import { createBucketResources } from '#domain/buckets/bucket-resources.ts'
import type { Every } from '#domain/city/bucket-spans.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import type { Page, PageQuery, Store, TimeRange } from '#store/store.ts'

interface BucketsQuery {
  range: TimeRange
  every: Every
  page: PageQuery
  aggs?: readonly Aggregate[]
  device?: string
}

/** A page of the buckets of a gauge, as the interface shows them. */
export async function readBuckets(
  store: Pick<Store, 'foldReadings'>,
  { range, every, page, aggs = aggregates, device = 'gauge-1' }: BucketsQuery,
): Promise<Page<BucketResource>> {
  const { items, tails, ...rest } = await store.foldReadings('flood', device, range, every, page)
  return { ...rest, items: createBucketResources({ items, tails }, aggs) }
}

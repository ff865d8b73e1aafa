import { archiveClasses, bucketOf, type ArchiveClass } from './address.ts'
import type { ArchiveConnection } from './connect.ts'
import type { BucketInfo } from './dialects/dialect.ts'

/** Age at which each class is removed, ms; null: kept for ever. */
export type Retention = Readonly<Record<ArchiveClass, number | null>>

const dayMs = 24 * 3_600_000

/** Every reading for two years, hours for ten, days for ever. */
export const defaultRetention: Retention = { raw: 730 * dayMs, '1h': 3_653 * dayMs, '1d': null }

/** Creates the buckets of all classes, or gives existing ones this retention. */
export async function setUpBuckets(
  { dialect, http, address }: ArchiveConnection,
  retention: Retention,
): Promise<void> {
  for (const each of archiveClasses) {
    const wanted = { name: bucketOf(address, each), retentionMs: retention[each] }
    await dialect.ensureBucket(http, address, wanted)
  }
}

/** The buckets as they are; undefined where one is missing. */
export async function listBucketsOf({
  dialect,
  http,
  address,
}: ArchiveConnection): Promise<Record<ArchiveClass, BucketInfo | undefined>> {
  const [raw, hours, days] = await Promise.all(
    archiveClasses.map((each) => dialect.findBucket(http, address, bucketOf(address, each))),
  )
  return { raw, '1h': hours, '1d': days }
}

import { foldBucket, type BucketFold } from '#domain/buckets/bucket-fold.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { BucketPage, Store } from '#store/store.ts'
import { askArchive, type Sources } from './sources.ts'

const nothing: BucketPage = { items: [], next_cursor: null, tails: {} }

/** Buckets of both sources; the one that the seam divides is put together from its two parts. */
export function createJoinedBuckets({ store, archive, split }: Sources): Store['foldReadings'] {
  return async (...[kind, device, range, every, page]) => {
    const [from = range.from] = decodeCursor('buckets', page.cursor, 1) ?? []
    const { older, newer } = split({ from: Math.max(from, range.from), to: range.to })
    const { limit } = page
    if (!older) return store.foldReadings(kind, device, newer, every, { limit })
    const first = await askArchive<BucketPage>(older, nothing, (part) =>
      archive.foldReadings(kind, device, part, every, { limit }),
    )
    if (first.next_cursor !== null) return first
    // One more than there is room for: the first may belong to the last that is there.
    const room = limit - first.items.length + 1
    const rest = await store.foldReadings(kind, device, newer, every, { limit: room })
    const items = join(first.items, rest.items)
    const tails = { ...rest.tails, ...first.tails }
    return cut({ ...first, ...rest, items, tails }, limit)
  }
}

function join(older: readonly BucketFold[], newer: readonly BucketFold[]) {
  const last = older.at(-1)
  const [first, ...others] = newer
  if (!last || !first || last.ts !== first.ts) return [...older, ...newer]
  foldBucket(last, first)
  return [...older, ...others]
}

function cut(page: BucketPage, limit: number): BucketPage {
  const next = page.items[limit]
  if (!next) return page
  return {
    ...page,
    items: page.items.slice(0, limit),
    next_cursor: encodeCursor('buckets', next.ts),
  }
}

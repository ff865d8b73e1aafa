import type { BucketResource } from '#domain/wire/bucket.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Aggregate, Page, Store } from '#store/store.ts'
import { askArchive, type Sources } from './sources.ts'

/** Buckets of both sources; the one that the seam divides is put together from its two parts. */
export function createJoinedBuckets({
  store,
  archive,
  split,
}: Sources): Store['aggregateReadings'] {
  return async (...[kind, device, range, every, aggs, page]) => {
    const [from = range.from] = decodeCursor('buckets', page.cursor, 1) ?? []
    const { older, newer } = split({ from: Math.max(from, range.from), to: range.to })
    const { limit } = page
    if (!older) return store.aggregateReadings(kind, device, newer, every, aggs, { limit })
    // Putting two parts together needs their counts and means, whatever was asked for.
    const needed = [...new Set<Aggregate>([...aggs, 'count', 'mean'])]
    const first = await askArchive(older, (part) =>
      archive.aggregateReadings(kind, device, part, every, needed, { limit }),
    )
    if (first.next_cursor !== null) return pick(first, aggs)
    // One more than there is room for: the first may belong to the last that is there.
    const room = limit - first.items.length + 1
    const query = [kind, device, newer, every, needed, { limit: room }] as const
    const rest = await store.aggregateReadings(...query)
    return pick(cut({ ...first, ...rest, items: join(first.items, rest.items) }, limit), aggs)
  }
}

function join(older: readonly BucketResource[], newer: readonly BucketResource[]) {
  const last = older.at(-1)
  const [first, ...others] = newer
  if (!last || !first || last.ts !== first.ts) return [...older, ...newer]
  return [...older.slice(0, -1), merge(last, first), ...others]
}

/** Two parts of one bucket, the older one first. */
function merge(a: BucketResource, b: BucketResource): BucketResource {
  const names = new Set([...Object.keys(a.values), ...Object.keys(b.values)])
  const values = [...names].map((name) => {
    const [x, y] = [a.values[name], b.values[name]]
    return [name, x && y ? mergeNumbers(x, y) : (x ?? y)]
  })
  return {
    ts: a.ts,
    count: a.count + b.count,
    excluded: a.excluded + b.excluded,
    values: Object.fromEntries(values) as BucketResource['values'],
  }
}

type Numbers = BucketResource['values'][string]

function mergeNumbers(older: Numbers, newer: Numbers): Numbers {
  const [m = 0, n = 0] = [older.count, newer.count]
  const [olderMean = 0, newerMean = 0] = [older.mean, newer.mean]
  const merged: Record<Aggregate, number | undefined> = {
    count: m + n,
    mean: (olderMean * m + newerMean * n) / (m + n),
    min: fold(older.min, newer.min, Math.min),
    max: fold(older.max, newer.max, Math.max),
    last: newer.last,
  }
  return merged as Numbers
}

const fold = (a: number | undefined, b: number | undefined, of: typeof Math.min) =>
  a === undefined || b === undefined ? undefined : of(a, b)

function cut(page: Page<BucketResource>, limit: number): Page<BucketResource> {
  const next = page.items[limit]
  if (!next) return page
  return {
    ...page,
    items: page.items.slice(0, limit),
    next_cursor: encodeCursor('buckets', next.ts),
  }
}

/** Only the aggregates that were asked for. */
function pick(page: Page<BucketResource>, aggs: readonly Aggregate[]): Page<BucketResource> {
  const items = page.items.map((bucket) => ({
    ...bucket,
    values: Object.fromEntries(
      Object.entries(bucket.values).map(([name, numbers]) => [
        name,
        Object.fromEntries(aggs.map((agg) => [agg, numbers[agg]])),
      ]),
    ),
  }))
  return { ...page, items }
}

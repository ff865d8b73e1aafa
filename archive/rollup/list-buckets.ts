import { createBucketSpans, type Every } from '#domain/city/bucket-spans.ts'
import { hourStart, nextHour } from '#domain/city/hours.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { BucketResource } from '#domain/wire/bucket.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Aggregate, Page, PageQuery, TimeRange } from '#store/store.ts'
import type { Rollup } from '../port.ts'
import {
  createBucketFold,
  foldBucket,
  foldReading,
  toBucketResource,
  type BucketFold,
} from './bucket-fold.ts'

/** What one device has in an archive, each oldest first. */
export interface BucketSource {
  scanReadings(range: TimeRange): AsyncGenerator<Reading[]>
  scanRollups(rollup: Rollup, range: TimeRange): AsyncGenerator<BucketFold>
}

export interface BucketQuery {
  range: TimeRange
  every: Every
  aggs: readonly Aggregate[]
  zone: CityZone
  page: PageQuery
  /** Rollups of this device are written for everything before this time; 0: use none. */
  rolledTo: number
}

/**
 * Buckets with data, oldest first, by the rules of the recent store. Whole hours and days come from
 * rollups, the parts of one at both ends of the range from raw points, so no peak is smoothed and
 * nothing outside the range counts.
 */
export async function listBuckets(
  source: BucketSource,
  query: BucketQuery,
): Promise<Page<BucketResource>> {
  const { every, zone, page, aggs } = query
  const [from = query.range.from] = decodeCursor('buckets', page.cursor, 1) ?? []
  const range = { from: Math.max(from, query.range.from), to: query.range.to }
  const spanOf = createBucketSpans(every, zone, query.range.from)
  const items: BucketResource[] = []
  let open: { fold: BucketFold; end: number } | undefined
  for await (const part of scanParts(source, { ...query, range })) {
    if (!open || part.ts >= open.end) {
      if (open) items.push(toBucketResource(open.fold, aggs))
      const span = spanOf(part.ts)
      if (items.length === page.limit) {
        return { items, next_cursor: encodeCursor('buckets', span.start) }
      }
      open = { fold: createBucketFold(span.start), end: span.end }
    }
    foldBucket(open.fold, part)
  }
  if (open) items.push(toBucketResource(open.fold, aggs))
  return { items, next_cursor: null }
}

/** Everything in the range as small folds in order of time: rollup rows, or single readings. */
async function* scanParts(source: BucketSource, query: BucketQuery): AsyncGenerator<BucketFold> {
  const rollup = rollupFor(query.every)
  const rolled = { from: query.range.from, to: Math.min(query.range.to, query.rolledTo) }
  const whole = rollup && wholeWindows(rolled, rollup, query.zone)
  if (!rollup || !whole || whole.from >= whole.to) {
    yield* scanRaw(source, query.range)
    return
  }
  const parts = [
    scanRaw(source, { from: query.range.from, to: whole.from }),
    source.scanRollups(rollup, whole),
    scanRaw(source, { from: whole.to, to: query.range.to }),
  ]
  yield* chain(parts)
}

const hourMs = 3_600_000

/** The rollups that add up exactly to buckets of this length, if any. */
function rollupFor(every: Every): Rollup | undefined {
  if ('days' in every) return '1d'
  return every.ms % hourMs === 0 ? '1h' : undefined
}

/** One after the other, but the first question of each is asked at once. */
async function* chain<T>(parts: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const begun = parts.map((part) => ({ part, first: part.next() }))
  // Whoever does not come to the later ones has failed already.
  for (const { first } of begun) first.catch(() => undefined)
  for (const { part, first } of begun) {
    const { done, value } = await first
    if (done) continue
    yield value
    yield* part
  }
}

/** The part of the range that consists of whole hours, or whole days. */
function wholeWindows(range: TimeRange, rollup: Rollup, zone: CityZone): TimeRange {
  const startOf = (ts: number) => (rollup === '1h' ? hourStart(ts, zone) : zone.dayStart(ts))
  const first = startOf(range.from)
  const after = rollup === '1h' ? nextHour(first) : zone.nextDayStart(first)
  return { from: first === range.from ? first : after, to: startOf(range.to) }
}

async function* scanRaw(source: BucketSource, range: TimeRange): AsyncGenerator<BucketFold> {
  for await (const readings of source.scanReadings(range)) {
    for (const reading of readings) {
      const fold = createBucketFold(reading.ts)
      foldReading(fold, reading)
      yield fold
    }
  }
}

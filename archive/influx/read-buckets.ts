import type { BucketResource } from '#domain/wire/bucket.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { CityZone } from '#domain/city/zone.ts'
import { createBucketSpans, type Every } from '#domain/city/bucket-spans.ts'
import { hourStart, nextHour } from '#domain/city/hours.ts'
import type { Aggregate, Page, PageQuery, TimeRange } from '#store/store.ts'
import { bucketOf, type ArchiveClass } from './address.ts'
import {
  createBucketFold,
  foldBucket,
  foldReading,
  toBucketResource,
  type BucketFold,
} from './bucket-fold.ts'
import type { ArchiveConnection } from './connect.ts'
import { rowsPerQuery, scanReadings, type ReadingQuery } from './read-readings.ts'
import { decodeRollup, rollupColumns, type RollupPart } from './rollup-line.ts'

export interface BucketQuery extends ReadingQuery {
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
  connection: ArchiveConnection,
  query: BucketQuery,
): Promise<Page<BucketResource>> {
  const { every, zone, page, aggs } = query
  const [from = query.range.from] = decodeCursor('buckets', page.cursor, 1) ?? []
  const range = { from: Math.max(from, query.range.from), to: query.range.to }
  const spanOf = createBucketSpans(every, zone, query.range.from)
  const items: BucketResource[] = []
  let open: { fold: BucketFold; end: number } | undefined
  for await (const part of scanParts(connection, { ...query, range })) {
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
async function* scanParts(
  connection: ArchiveConnection,
  query: BucketQuery,
): AsyncGenerator<BucketFold> {
  const rollup = classFor(query.every)
  const rolled = { from: query.range.from, to: Math.min(query.range.to, query.rolledTo) }
  const whole = rollup && wholeWindows(rolled, rollup, query.zone)
  if (!rollup || !whole || whole.from >= whole.to) {
    yield* scanRaw(connection, query, query.range)
    return
  }
  const parts = [
    scanRaw(connection, query, { from: query.range.from, to: whole.from }),
    scanRollups(connection, query, { range: whole, rollup }),
    scanRaw(connection, query, { from: whole.to, to: query.range.to }),
  ]
  yield* chain(parts)
}

const hourMs = 3_600_000

/** The rollups whose rows add up exactly to buckets of this length, if any. */
function classFor(every: Every): '1h' | '1d' | undefined {
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
function wholeWindows(range: TimeRange, rollup: '1h' | '1d', zone: CityZone): TimeRange {
  const startOf = (ts: number) => (rollup === '1h' ? hourStart(ts, zone) : zone.dayStart(ts))
  const first = startOf(range.from)
  const after = rollup === '1h' ? nextHour(first) : zone.nextDayStart(first)
  return { from: first === range.from ? first : after, to: startOf(range.to) }
}

async function* scanRaw(
  connection: ArchiveConnection,
  query: ReadingQuery,
  range: TimeRange,
): AsyncGenerator<BucketFold> {
  for await (const readings of scanReadings(connection, { ...query, range })) {
    for (const reading of readings) {
      const fold = createBucketFold(reading.ts)
      foldReading(fold, reading)
      yield fold
    }
  }
}

const sumParts = ['count', 'min', 'max', 'sum'] as const

/** The rollup rows of a device, oldest first. */
async function* scanRollups(
  { influxql, address }: ArchiveConnection,
  { city, plan, device, aggs }: BucketQuery,
  { range, rollup }: { range: TimeRange; rollup: Exclude<ArchiveClass, 'raw'> },
): AsyncGenerator<BucketFold> {
  const parts: readonly RollupPart[] = aggs.includes('last') ? [...sumParts, 'last'] : sumParts
  const columns = rollupColumns(plan, parts).map((name) => `"${name}"`)
  let { from } = range
  while (from < range.to) {
    const rows = await influxql.select(
      bucketOf(address, rollup),
      `SELECT ${columns.join(', ')} FROM "${plan.kind}" WHERE city = $city AND device = $device ` +
        `AND time >= ${from}ms AND time < ${range.to}ms ORDER BY time ASC LIMIT ${rowsPerQuery}`,
      { params: { city, device } },
    )
    const folds = rows.map((row) => decodeRollup(row, plan))
    const newest = folds.at(-1)
    const more = rows.length === rowsPerQuery && newest !== undefined
    // Two origins may share a window: the newest window is asked for again, whole.
    yield* more ? folds.filter(({ ts }) => ts < newest.ts) : folds
    from = more ? newest.ts : range.to
  }
}

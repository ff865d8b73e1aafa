import type { BucketPlan } from '#domain/buckets/bucket-fields.ts'
import type { BucketFold } from '#domain/buckets/bucket-fold.ts'
import { createBucketRun, scanRange, type BucketRun } from '#domain/buckets/bucket-run.ts'
import { lookBackFrom, tailsOf, type BucketTails } from '#domain/buckets/bucket-tails.ts'
import { createBucketSpans, type Every } from '#domain/city/bucket-spans.ts'
import { hourStart, nextHour } from '#domain/city/hours.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { BucketPage, PageQuery, TimeRange } from '#store/store.ts'
import type { Rollup } from '../port.ts'
import { toFolded } from './folded-reading.ts'

/** What one device has in an archive, each oldest first. */
export interface BucketSource {
  scanReadings(range: TimeRange): AsyncGenerator<Reading[]>
  scanRollups(rollup: Rollup, range: TimeRange): AsyncGenerator<BucketFold>
}

export interface BucketQuery {
  range: TimeRange
  every: Every
  plan: BucketPlan
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
export async function listBuckets(source: BucketSource, query: BucketQuery): Promise<BucketPage> {
  const { every, zone, page, plan } = query
  const [next = query.range.from] = decodeCursor('buckets', page.cursor, 1) ?? []
  const range = { from: Math.max(next, query.range.from), to: query.range.to }
  const spanOf = createBucketSpans(every, zone, query.range.from)
  const run = createBucketRun({ plan, spanOf, limit: page.limit })
  for await (const add of scanParts(source, { ...query, range })) {
    if (!add(run)) break
  }
  const { items, nextTs } = run.finish()
  const since = lookBackFrom(plan, items, range.from)
  return {
    items,
    next_cursor: nextTs === null ? null : encodeCursor('buckets', nextTs),
    tails:
      since === undefined ? {} : await findTails(source, plan, { from: since, to: range.from }),
  }
}

/** Adds one part of the range to the buckets; false once the page is full. */
type AddPart = (run: BucketRun) => boolean

/** Everything in the range in order of time: rollup rows, or single readings. */
async function* scanParts(source: BucketSource, query: BucketQuery): AsyncGenerator<AddPart> {
  const rollup = rollupFor(query.every)
  const rolled = { from: query.range.from, to: Math.min(query.range.to, query.rolledTo) }
  const whole = rollup && wholeWindows(rolled, rollup, query.zone)
  const { plan } = query
  if (!rollup || !whole || whole.from >= whole.to) {
    yield* scanRaw(source, plan, query.range)
    return
  }
  const parts = [
    scanRaw(source, plan, { from: query.range.from, to: whole.from }),
    scanFolds(source, rollup, whole),
    scanRaw(source, plan, { from: whole.to, to: query.range.to }),
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

async function* scanRaw(
  source: BucketSource,
  plan: BucketPlan,
  range: TimeRange,
): AsyncGenerator<AddPart> {
  if (range.from >= range.to) return
  for await (const readings of source.scanReadings(scanRange(plan, range))) {
    for (const reading of readings) yield (run) => run.addReading(toFolded(reading, plan), range)
  }
}

async function* scanFolds(
  source: BucketSource,
  rollup: Rollup,
  range: TimeRange,
): AsyncGenerator<AddPart> {
  for await (const fold of source.scanRollups(rollup, range)) yield (run) => run.addFold(fold)
}

/** What the fields said last in a range. */
async function findTails(
  source: BucketSource,
  plan: BucketPlan,
  range: TimeRange,
): Promise<BucketTails> {
  const spanOf = () => ({ start: range.from, end: range.to })
  const run = createBucketRun({ plan, spanOf, limit: 1 })
  for await (const add of scanRaw(source, plan, range)) add(run)
  const [fold] = run.finish().items
  return fold ? tailsOf(fold) : {}
}

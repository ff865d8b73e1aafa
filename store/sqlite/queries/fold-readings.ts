import { createBucketSpans } from '#domain/city/bucket-spans.ts'
import { createBucketPlan, type BucketPlan } from '#domain/buckets/bucket-fields.ts'
import { createBucketRun, scanRange } from '#domain/buckets/bucket-run.ts'
import type { FoldedReading } from '#domain/buckets/bucket-fold.ts'
import { lookBackFrom, tailsOf, type BucketTails } from '#domain/buckets/bucket-tails.ts'
import { isUsable, type Flag } from '#domain/readings/flags.ts'
import { decodeCursor, encodeCursor } from '../../cursor.ts'
import type { BucketPage, Store, TimeRange } from '../../store.ts'
import { splitReasons } from '../tables/reading-codec.ts'
import type { KindTable } from '../tables/reading-table.ts'
import { scanReadings } from './scan.ts'
import { getTable, type QueryScope } from './scope.ts'

/**
 * Buckets with data, oldest first. The rows are summed up here and not in SQL: with several
 * numbers of several fields that is as fast, and `last` and days of 23 hours need no tricks.
 */
export function foldReadings(
  scope: QueryScope,
  [kind, deviceId, range, every, { limit, cursor }]: Parameters<Store['foldReadings']>,
): BucketPage {
  const table = getTable(scope, kind)
  const [next = range.from] = decodeCursor('buckets', cursor, 1) ?? []
  const device = scope.findDevice(deviceId)
  if (device === undefined) return { items: [], next_cursor: null, tails: {} }

  const names = table.fields.filter(({ type }) => type === 'REAL').map(({ name }) => name)
  const source = { table, device, names, plan: createBucketPlan(names, table.measures) }
  const { plan } = source
  const spanOf = createBucketSpans(every, scope.zone, range.from)
  const run = createBucketRun({ plan, spanOf, limit })
  const rest = { from: Math.max(next, range.from), to: range.to }
  for (const reading of scanNumbers(scope, source, rest)) {
    if (!run.addReading(reading, rest)) break
  }
  const { items, nextTs } = run.finish()
  const since = lookBackFrom(plan, items, rest.from)
  return {
    items,
    next_cursor: nextTs === null ? null : encodeCursor('buckets', nextTs),
    tails: since === undefined ? {} : findTails(scope, source, { from: since, to: rest.from }),
  }
}

interface NumberSource {
  table: KindTable
  device: number
  names: readonly string[]
  plan: BucketPlan
}

/** Columns of a row before its numbers. */
const ownColumns = ['ts', '_flag', '_reasons'] as const

function* scanNumbers(
  scope: QueryScope,
  { table, device, names, plan }: NumberSource,
  range: TimeRange,
): Generator<FoldedReading> {
  const columns = [...ownColumns, ...names.map((name) => `"${name}"`)]
  const query = { device, columns, range: scanRange(plan, range) }
  for (const cells of scanReadings(scope, table, query)) {
    const flag = Number(cells[1]) as Flag
    const reasons = isUsable(flag) ? [] : splitReasons(cells[2])
    yield { ts: Number(cells[0]), flag, reasons, cells, offset: ownColumns.length }
  }
}

/** What the fields said last in a range. */
function findTails(scope: QueryScope, source: NumberSource, range: TimeRange): BucketTails {
  const spanOf = () => ({ start: range.from, end: range.to })
  const run = createBucketRun({ plan: source.plan, spanOf, limit: 1 })
  for (const reading of scanNumbers(scope, source, range)) run.addReading(reading, range)
  const [fold] = run.finish().items
  return fold ? tailsOf(fold) : {}
}

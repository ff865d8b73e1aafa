import type { BucketResource } from '#domain/wire/bucket.ts'
import { decodeCursor, encodeCursor } from '../../cursor.ts'
import type { Page, Store } from '../../store.ts'
import { createBucketSpans } from '#domain/city/bucket-spans.ts'
import { scanReadings } from './scan.ts'
import { getTable, type QueryScope } from './scope.ts'
import { createBucketSummary, summaryColumns, type BucketSummary } from './summarize.ts'

/**
 * Buckets with data, oldest first. The rows are summed up here and not in SQL: with several
 * numbers of several fields that is as fast, and `last` and days of 23 hours need no tricks.
 */
export function aggregateReadings(
  scope: QueryScope,
  [kind, deviceId, range, every, aggs, { limit, cursor }]: Parameters<Store['aggregateReadings']>,
): Page<BucketResource> {
  const table = getTable(scope, kind)
  const [from = range.from] = decodeCursor('buckets', cursor, 1) ?? []
  const device = scope.findDevice(deviceId)
  const items: BucketResource[] = []
  if (device === undefined) return { items, next_cursor: null }

  const spanOf = createBucketSpans(every, scope.zone, range.from)
  const fields = table.fields.filter(({ type }) => type === 'REAL').map(({ name }) => name)
  const wanted = new Set(aggs)
  const rows = scanReadings(scope, table, {
    device,
    range: { from: Math.max(from, range.from), to: range.to },
    columns: [...summaryColumns, ...fields.map((name) => `"${name}"`)],
  })
  let end = -Infinity
  let summary: BucketSummary | undefined
  for (const row of rows) {
    const ts = Number(row[0])
    if (ts >= end) {
      if (summary) items.push(summary.finish())
      const span = spanOf(ts)
      if (items.length === limit) {
        return { items, next_cursor: encodeCursor('buckets', span.start) }
      }
      end = span.end
      summary = createBucketSummary(span.start, fields, wanted)
    }
    summary?.add(row)
  }
  if (summary) items.push(summary.finish())
  return { items, next_cursor: null }
}

import type { StatementSync } from 'node:sqlite'
import type { TimeRange } from '../../store.ts'
import type { ReadingRow } from '../tables/reading-codec.ts'
import { tableName, type KindTable } from '../tables/reading-table.ts'
import type { QueryScope } from './scope.ts'

/**
 * Rows of one device in a range of device times, oldest first. The key begins with the time
 * bucket, so the scan goes bucket by bucket, and jumps over holes in which no device has a row:
 * a device with a wrong clock must not make every query walk through years of empty buckets.
 */
export function* scanReadings(
  { db }: QueryScope,
  table: KindTable,
  { device, range, columns }: { device: number; range: TimeRange; columns: readonly string[] },
): Generator<ReadingRow> {
  const name = tableName(table.id)
  const select = db.prepare(
    `SELECT ${columns.join(', ')} FROM ${name}
     WHERE _bucket = ? AND _device = ? AND ts >= ? AND ts < ? ORDER BY ts`,
  )
  select.setReturnArrays(true)
  const next = db.prepare(`SELECT min(_bucket) FROM ${name} WHERE _bucket >= ?`)
  next.setReturnArrays(true)
  const last = Math.floor((range.to - 1) / table.bucketMs)
  let bucket = findBucket(next, Math.floor(range.from / table.bucketMs))
  while (bucket !== undefined && bucket <= last) {
    const rows = select.all(bucket, device, range.from, range.to) as unknown as ReadingRow[]
    yield* rows
    bucket = rows.length > 0 ? bucket + 1 : findBucket(next, bucket + 1)
  }
}

function findBucket(next: StatementSync, atLeast: number): number | undefined {
  const [found] = next.get(atLeast) as unknown as [number | null]
  return found ?? undefined
}

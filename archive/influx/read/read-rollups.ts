import type { Aggregate, TimeRange } from '#store/store.ts'
import type { Rollup } from '../../port.ts'
import type { BucketFold } from '../../rollup/bucket-fold.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'
import { rowsPerQuery, type ReadingQuery } from './read-readings.ts'
import { decodeRollup, rollupColumns, type RollupPart } from '../write/rollup-line.ts'

interface RollupQuery extends ReadingQuery {
  rollup: Rollup
  aggs: readonly Aggregate[]
}

const sumParts = ['count', 'min', 'max', 'sum'] as const

/** The rollup rows of a device, oldest first. */
export async function* scanRollups(
  { influxql, address }: ArchiveConnection,
  { city, plan, device, aggs, range, rollup }: RollupQuery,
): AsyncGenerator<BucketFold> {
  const parts: readonly RollupPart[] = aggs.includes('last') ? [...sumParts, 'last'] : sumParts
  const columns = rollupColumns(plan, parts).map((name) => `"${name}"`)
  let { from }: TimeRange = range
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

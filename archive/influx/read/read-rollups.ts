import type { TimeRange } from '#store/store.ts'
import type { Rollup } from '../../port.ts'
import type { BucketFold } from '#domain/buckets/bucket-fold.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'
import { rowsPerQuery, type ReadingQuery } from './read-readings.ts'
import { decodeRollup } from '../write/decode-rollup.ts'
import { rollupColumns } from '../write/rollup-line.ts'

interface RollupQuery extends ReadingQuery {
  rollup: Rollup
}

/** The rollup rows of a device, oldest first. */
export async function* scanRollups(
  { influxql, address }: ArchiveConnection,
  { city, plan, device, range, rollup }: RollupQuery,
): AsyncGenerator<BucketFold> {
  const columns = rollupColumns(plan).map((name) => `"${name}"`)
  let { from }: TimeRange = range
  while (from < range.to) {
    const rows = await influxql.select(
      bucketOf(address, rollup),
      `SELECT ${columns.join(', ')} FROM "${plan.kind}" WHERE city = $city AND device = $device ` +
        `AND time >= ${from}ms AND time < ${range.to}ms ORDER BY time ASC LIMIT ${rowsPerQuery}`,
      { params: { city, device } },
    )
    const folds = rows.map((row) => decodeRollup(row, plan, rollup))
    const newest = folds.at(-1)
    const more = rows.length === rowsPerQuery && newest !== undefined
    // Two origins may share a window: the newest window is asked for again, whole.
    yield* more ? folds.filter(({ ts }) => ts < newest.ts) : folds
    from = more ? newest.ts : range.to
  }
}

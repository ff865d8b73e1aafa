import type { CityZone } from '#domain/city/zone.ts'
import type { TimeRange } from '#store/store.ts'
import type { Rollup, RollupWindow } from '../../port.ts'
import { sumUpDay, sumUpHours, type OriginFold } from '../../rollup/sum-up.ts'
import { bucketOf } from '../address.ts'
import { isUnfit, type ArchiveLine } from './archive-line.ts'
import type { ArchiveConnection } from '../connect.ts'
import type { FieldPlan } from './field-plan.ts'
import { scanReadings, type ReadingQuery } from '../read/read-readings.ts'
import { decodeRollup } from './decode-rollup.ts'
import { encodeRollup, rollupColumns } from './rollup-line.ts'

interface Scope {
  city: string
  plans: ReadonlyMap<string, FieldPlan>
  zone: CityZone
  rollup: Rollup
}

// A server answers some questions at once as fast as one.
const queriesAtOnce = 4

/** The rollup lines of some windows, from the points as they are now. */
export async function computeRollups(
  connection: ArchiveConnection,
  { plans, city, zone, rollup }: Scope,
  windows: readonly RollupWindow[],
): Promise<ArchiveLine[]> {
  async function compute({ kind, device, from, to }: RollupWindow): Promise<ArchiveLine[]> {
    const plan = plans.get(kind)
    // A kind that the program no longer has.
    if (!plan) return []
    const query = { city, plan, device, range: { from, to } }
    const hours = { range: query.range, plan: plan.buckets, zone }
    const folds =
      rollup === '1h'
        ? await sumUpHours((range) => scanReadings(connection, { ...query, range }), hours)
        : sumUpDay(await readHours(connection, query), from)
    return encode(folds, query)
  }

  const lines: ArchiveLine[] = []
  for (let at = 0; at < windows.length; at += queriesAtOnce) {
    const computed = await Promise.all(windows.slice(at, at + queriesAtOnce).map(compute))
    lines.push(...computed.flat())
  }
  return lines
}

async function readHours(
  { influxql, address }: ArchiveConnection,
  { plan, city, device, range }: ReadingQuery & { range: TimeRange },
): Promise<OriginFold[]> {
  const columns = ['origin', ...rollupColumns(plan)].map((name) => `"${name}"`)
  const rows = await influxql.select(
    bucketOf(address, '1h'),
    `SELECT ${columns.join(', ')} FROM "${plan.kind}" WHERE city = $city AND device = $device ` +
      `AND time >= ${range.from}ms AND time < ${range.to}ms ORDER BY time ASC`,
    { params: { city, device } },
  )
  return rows.map((row) => ({ origin: String(row['origin']), fold: decodeRollup(row, plan, '1h') }))
}

const encode = (folds: readonly OriginFold[], { plan, city, device }: ReadingQuery) =>
  folds.flatMap(({ origin, fold }) => {
    const line = encodeRollup(fold, plan, { city, device, origin })
    return isUnfit(line) ? [] : [line]
  })

import type { CityZone } from '#domain/city/zone.ts'
import { bucketOf } from './address.ts'
import { isUnfit, type ArchiveLine } from './archive-line.ts'
import { createBucketFold, foldBucket, foldReading, type BucketFold } from './bucket-fold.ts'
import type { ArchiveConnection } from './connect.ts'
import type { FieldPlan } from './field-plan.ts'
import { scanReadings } from './read-readings.ts'
import { decodeRollup, encodeRollup, rollupColumns } from './rollup-line.ts'
import { hourStart, nextHour } from '#domain/city/hours.ts'

export interface RollupTarget {
  city: string
  plan: FieldPlan
  device: string
  zone: CityZone
}

/**
 * The hourly rollup lines of a device for whole hours in [from, to), from the raw points as they
 * are now. An hour without points gives none.
 */
export async function computeHours(
  connection: ArchiveConnection,
  target: RollupTarget,
  range: { from: number; to: number },
): Promise<ArchiveLine[]> {
  const { zone } = target
  const lines: ArchiveLine[] = []
  let hour = createOriginFolds(hourStart(range.from, zone))
  for await (const readings of scanReadings(connection, { ...target, range })) {
    for (const reading of readings) {
      if (reading.ts >= nextHour(hour.ts)) {
        lines.push(...hour.encode(target))
        hour = createOriginFolds(hourStart(reading.ts, zone))
      }
      foldReading(hour.of(reading.origin), reading)
    }
  }
  return [...lines, ...hour.encode(target)]
}

/** The rollup line of one day, out of its hours. Call once those are written. */
export async function computeDay(
  { influxql, address }: ArchiveConnection,
  target: RollupTarget,
  dayTs: number,
): Promise<ArchiveLine[]> {
  const { zone, plan, city, device } = target
  const columns = ['origin', ...rollupColumns(plan)].map((name) => `"${name}"`)
  const rows = await influxql.select(
    bucketOf(address, '1h'),
    `SELECT ${columns.join(', ')} FROM "${plan.kind}" WHERE city = $city AND device = $device ` +
      `AND time >= ${dayTs}ms AND time < ${zone.nextDayStart(dayTs)}ms ORDER BY time ASC`,
    { params: { city, device } },
  )
  const day = createOriginFolds(dayTs)
  for (const row of rows) foldBucket(day.of(String(row['origin'])), decodeRollup(row, plan))
  return day.encode(target)
}

/** Simulated and real readings of one window are never summed up together. */
function createOriginFolds(ts: number) {
  const folds = new Map<string, BucketFold>()
  return {
    ts,
    of(origin: string): BucketFold {
      const fold = folds.get(origin) ?? createBucketFold(ts)
      folds.set(origin, fold)
      return fold
    },
    encode: ({ plan, city, device }: RollupTarget): ArchiveLine[] =>
      [...folds].flatMap(([origin, fold]) => {
        const line = encodeRollup(fold, plan, { city, device, origin })
        return isUnfit(line) ? [] : [line]
      }),
  }
}

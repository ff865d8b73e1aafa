import type { BucketPlan } from '#domain/buckets/bucket-fields.ts'
import { createBucketFold, foldBucket, type BucketFold } from '#domain/buckets/bucket-fold.ts'
import { createBucketRun, scanRange, type BucketRun } from '#domain/buckets/bucket-run.ts'
import { hourStart, nextHour } from '#domain/city/hours.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { TimeRange } from '#store/store.ts'
import { toFolded } from './folded-reading.ts'

/** One hour or day of a device. Simulated and real readings are never summed up together. */
export interface OriginFold {
  origin: string
  fold: BucketFold
}

interface HoursQuery {
  /** From the beginning of one of the city's hours to the end of one. */
  range: TimeRange
  plan: BucketPlan
  zone: CityZone
}

/** The hours of one device, out of its readings, oldest first. */
export async function sumUpHours(
  scan: (range: TimeRange) => AsyncIterable<readonly Reading[]>,
  { range, plan, zone }: HoursQuery,
): Promise<OriginFold[]> {
  const runs = new Map<string, BucketRun>()
  const spanOf = (ts: number) => {
    const start = hourStart(ts, zone)
    return { start, end: nextHour(start) }
  }
  for await (const readings of scan(scanRange(plan, range))) {
    for (const reading of readings) {
      const run = runs.get(reading.origin) ?? createBucketRun({ plan, spanOf, limit: Infinity })
      runs.set(reading.origin, run)
      run.addReading(toFolded(reading, plan), range)
    }
  }
  const hours = [...runs].flatMap(([origin, run]) =>
    run.finish().items.map((fold) => ({ origin, fold })),
  )
  return hours.toSorted((a, b) => a.fold.ts - b.fold.ts)
}

/** The day that begins at `dayTs`, out of its hours, oldest first. */
export function sumUpDay(hours: readonly OriginFold[], dayTs: number): OriginFold[] {
  const days = new Map<string, BucketFold>()
  for (const { origin, fold } of hours) {
    const day = days.get(origin) ?? createBucketFold(dayTs)
    days.set(origin, day)
    foldBucket(day, fold)
  }
  return [...days].map(([origin, fold]) => ({ origin, fold }))
}

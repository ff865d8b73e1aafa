import { hourStart, nextHour } from '#domain/city/hours.ts'
import type { CityZone } from '#domain/city/zone.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createBucketFold, foldBucket, foldReading, type BucketFold } from './bucket-fold.ts'

/** One hour or day of a device. Simulated and real readings are never summed up together. */
export interface OriginFold {
  origin: string
  fold: BucketFold
}

/** The hours that these readings of one device lie in, oldest first. */
export async function sumUpHours(
  scanned: AsyncIterable<readonly Reading[]>,
  zone: CityZone,
): Promise<OriginFold[]> {
  const hours: OriginFold[] = []
  let hour: ReturnType<typeof createOriginFolds> | undefined
  for await (const readings of scanned) {
    for (const reading of readings) {
      if (!hour || reading.ts >= nextHour(hour.ts)) {
        hours.push(...(hour?.list() ?? []))
        hour = createOriginFolds(hourStart(reading.ts, zone))
      }
      foldReading(hour.of(reading.origin), reading)
    }
  }
  return [...hours, ...(hour?.list() ?? [])]
}

/** The day that begins at `dayTs`, out of its hours, oldest first. */
export function sumUpDay(hours: readonly OriginFold[], dayTs: number): OriginFold[] {
  const day = createOriginFolds(dayTs)
  for (const { origin, fold } of hours) foldBucket(day.of(origin), fold)
  return day.list()
}

function createOriginFolds(ts: number) {
  const folds = new Map<string, BucketFold>()
  return {
    ts,
    of(origin: string): BucketFold {
      const fold = folds.get(origin) ?? createBucketFold(ts)
      folds.set(origin, fold)
      return fold
    },
    list: (): OriginFold[] => [...folds].map(([origin, fold]) => ({ origin, fold })),
  }
}

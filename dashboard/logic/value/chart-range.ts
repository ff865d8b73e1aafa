const hour = 3_600_000
const day = 86_400_000

/** The periods a chart offers; beyond the recent store's own an archive answers, where there is one. */
export const ranges = {
  h6: 6 * hour,
  h24: 24 * hour,
  d7: 7 * day,
  d30: 30 * day,
  d90: 90 * day,
  y1: 365 * day,
} as const
export type RangeName = keyof typeof ranges
export const rangeNames = [
  'h6',
  'h24',
  'd7',
  'd30',
  'd90',
  'y1',
] as const satisfies readonly RangeName[]

/** Buckets a chart asks for at most: about one in four pixels of its width. */
const bucketsMax = 200

/** The bucket lengths the API offers that a chart uses, shortest first; from 1 h on out of rollups. */
const bucketLengths = [
  { name: '1m', ms: 60_000 },
  { name: '5m', ms: 300_000 },
  { name: '10m', ms: 600_000 },
  { name: '15m', ms: 900_000 },
  { name: '30m', ms: 1_800_000 },
  { name: '1h', ms: hour },
  { name: '6h', ms: 6 * hour },
  { name: '12h', ms: 12 * hour },
  { name: '1d', ms: day },
] as const
export type BucketName = (typeof bucketLengths)[number]['name']
const longest = bucketLengths[8]

// A gauge that is calm reports once a day; shorter buckets keep the hour of its report.
const intervalMaxMs = hour

/**
 * The shortest bucket that keeps a chart below its number of buckets and is not shorter than the
 * device reports: otherwise every second bucket would be an empty one.
 */
export function chooseBucket(
  rangeMs: number,
  intervalMs: number,
): { name: BucketName; ms: number } {
  const atLeast = Math.max(rangeMs / bucketsMax, Math.min(intervalMs, intervalMaxMs))
  return bucketLengths.find(({ ms }) => ms >= atLeast) ?? longest
}

/** Longer than this between two buckets is a hole that no line may cross. */
export function gapAfterMs(bucketMs: number, intervalMs: number): number {
  return Math.max(1.5 * bucketMs, 3 * intervalMs)
}

/** The periods a chart offers. */
export const ranges = { h6: 6 * 3_600_000, h24: 24 * 3_600_000, d7: 7 * 86_400_000 } as const
export type RangeName = keyof typeof ranges
export const rangeNames = ['h6', 'h24', 'd7'] as const satisfies readonly RangeName[]

/** Buckets a chart asks for at most: about one in four pixels of its width. */
const bucketsMax = 200

/** The bucket lengths the API offers that a chart uses, shortest first. */
const bucketLengths = [
  { name: '1m', ms: 60_000 },
  { name: '5m', ms: 300_000 },
  { name: '10m', ms: 600_000 },
  { name: '1h', ms: 3_600_000 },
] as const
const longest = bucketLengths[3]

/**
 * The shortest bucket that keeps a chart below its number of buckets and is not shorter than the
 * device reports: otherwise every second bucket would be an empty one.
 */
export function chooseBucket(rangeMs: number, intervalMs: number): { name: string; ms: number } {
  const atLeast = Math.max(rangeMs / bucketsMax, Math.min(intervalMs, longest.ms))
  return bucketLengths.find(({ ms }) => ms >= atLeast) ?? longest
}

/** Longer than this between two buckets is a hole that no line may cross. */
export function gapAfterMs(bucketMs: number, intervalMs: number): number {
  return Math.max(1.5 * bucketMs, 3 * intervalMs)
}

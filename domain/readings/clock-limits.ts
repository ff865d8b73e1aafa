/** What clocks may do before they are not believed. All in milliseconds. */

const minute = 60_000

/** A stamp further ahead of receipt than this is not believed: clocks drift by seconds. */
export const futureMaxMs = 5 * minute

/** Two offsets are the same within this: transport and rounding take seconds. */
export const sameOffsetMs = 30_000

/** Nothing that reports here is older: an earlier stamp is a dead clock (1970, 1980, 2000 …). */
export const earliestTs = Date.UTC(2015, 0, 1)

/** The least and the longest time for which a value counts as one of now. */
export const liveLimits = { intervals: 3, minMs: 10 * minute, maxMs: 60 * minute } as const

/** How old a value may be at receipt to count as one of now, by its reporting interval. */
export function liveLimitOf(intervalMs: number): number {
  const { intervals, minMs, maxMs } = liveLimits
  return Math.min(maxMs, Math.max(minMs, intervals * intervalMs))
}

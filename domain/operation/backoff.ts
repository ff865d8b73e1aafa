/** How long to wait after a failure: the first wait, and the longest. */
export interface Backoff {
  firstMs: number
  longestMs: number
}

/**
 * Wait before the next try after so many failures in a row (0: the first), ms; doubled each time.
 * Half of it is random, so that those who lost the same server do not all come back in one moment
 * ("full jitter" would allow a wait of 0).
 */
export function backoffMs(
  { firstMs, longestMs }: Backoff,
  failures: number,
  random: () => number,
): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 20))
  return whole * (0.5 + 0.5 * random())
}

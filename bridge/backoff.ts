const firstMs = 1_000
const longestMs = 30_000

/**
 * Wait before the next try after so many failures in a row, ms. Half of it is random, so that a
 * city's connections do not all come back to a restarted broker in the same moment.
 */
export function backoffMs(failures: number, random: () => number): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10))
  return whole * (0.5 + 0.5 * random())
}

/** A connection that held for less is one more failure: two clients with one id cut each other off. */
export const steadyAfterMs = 10_000

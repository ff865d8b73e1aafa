import type { Random } from '#domain/kinds/simulation.ts'

/** First wait after a lost connection, and the longest; doubled in between. */
const firstMs = 500
const longestMs = 30_000

/**
 * Wait before the `attempt`-th try to connect again (0 first), ms. Half of it is random, so that a
 * fleet that lost its broker does not come back as one ("full jitter" would allow a wait of 0).
 */
export function backoffMs(attempt: number, random: Random): number {
  const whole = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10))
  return whole * (0.5 + 0.5 * random())
}

import { backoffMs, type Backoff } from '#domain/operation/backoff.ts'

/** Doubles from a second: a server that restarts is met soon, one that is gone is left alone. */
export const defaultBackoff: Backoff = { firstMs: 1_000, longestMs: 60_000 }

// A server may ask for more patience than ours, but not for ever: a clock gone wrong there must
// not silence the archive until next year.
const retryAfterMaxMs = 15 * 60_000

// One writer alone asks a server again, so nobody has to be spread out.
const unspread = () => 1

/** How long to wait after the n-th failure in a row. */
export function createBackoff(backoff: Backoff) {
  let failures = 0
  return {
    /** `retryAfterMs`: what the server asked for, if it did. */
    nextMs(retryAfterMs: number | null): number {
      const ownMs = backoffMs(backoff, failures, unspread)
      failures += 1
      return Math.max(ownMs, Math.min(retryAfterMs ?? 0, retryAfterMaxMs))
    },
    reset(): void {
      failures = 0
    },
  }
}

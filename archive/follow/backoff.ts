export interface BackoffOptions {
  firstMs: number
  maxMs: number
}

/** Doubles from a second: a server that restarts is met soon, one that is gone is left alone. */
export const defaultBackoff: BackoffOptions = { firstMs: 1_000, maxMs: 60_000 }

// A server may ask for more patience than ours, but not for ever: a clock gone wrong there must
// not silence the archive until next year.
const retryAfterMaxMs = 15 * 60_000

/** How long to wait after the n-th failure in a row. */
export function createBackoff({ firstMs, maxMs }: BackoffOptions) {
  let failures = 0
  return {
    /** `retryAfterMs`: what the server asked for, if it did. */
    nextMs(retryAfterMs: number | null): number {
      const ownMs = Math.min(maxMs, firstMs * 2 ** Math.min(failures, 20))
      failures += 1
      return Math.max(ownMs, Math.min(retryAfterMs ?? 0, retryAfterMaxMs))
    },
    reset(): void {
      failures = 0
    },
  }
}

/** So many at once, and one more after each pause. */
export interface Rate {
  burst: number
  everyMs: number
}

interface Bucket {
  tokens: number
  filledMs: number
}

/** Token buckets by key, on the monotonic clock; the longest quiet are forgotten past `keysMax`. */
export function createBuckets({ burst, everyMs }: Rate, keysMax: number) {
  const buckets = new Map<string, Bucket>()

  const fill = (key: string, nowMs: number): Bucket => {
    const { tokens, filledMs } = buckets.get(key) ?? { tokens: burst, filledMs: nowMs }
    const filled = {
      tokens: Math.min(burst, tokens + (nowMs - filledMs) / everyMs),
      filledMs: nowMs,
    }
    // The last in the map is the newest in use.
    buckets.delete(key)
    buckets.set(key, filled)
    const [oldest] = buckets.keys()
    if (buckets.size > keysMax && oldest !== undefined) buckets.delete(oldest)
    return filled
  }

  return {
    /** How long until there is a token, ms; 0 where there is one. */
    waitMs(key: string, nowMs: number): number {
      const { tokens } = fill(key, nowMs)
      return tokens >= 1 ? 0 : Math.ceil((1 - tokens) * everyMs)
    },
    take(key: string, nowMs: number): void {
      fill(key, nowMs).tokens -= 1
    },
    /** Gives a token back that was taken for nothing. */
    giveBack(key: string, nowMs: number): void {
      const bucket = fill(key, nowMs)
      bucket.tokens = Math.min(burst, bucket.tokens + 1)
    },
    forget: (key: string) => void buckets.delete(key),
  }
}

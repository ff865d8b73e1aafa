import type { Clock } from '#domain/operation/clock.ts'
import type { AuditLimits } from './limits.ts'

interface Bucket {
  tokens: number
  filledMs: number
  /** Entries refused since the last one let through. */
  suppressed: number
}

/** What may be written now: `suppressed` entries of the source were left out before this one. */
export type Leave = { suppressed: number } | undefined

/**
 * Decides which entries are written: so many at once and then one now and again, for each source
 * and for all together. Token buckets on the monotonic clock.
 */
export function createThrottle(clock: Clock, limits: AuditLimits) {
  const sources = new Map<string, Bucket>()
  const all: Bucket = { tokens: limits.burstInAll, filledMs: clock.monotonicMs(), suppressed: 0 }

  const fill = (bucket: Bucket, burst: number, everyMs: number): void => {
    const nowMs = clock.monotonicMs()
    bucket.tokens = Math.min(burst, bucket.tokens + (nowMs - bucket.filledMs) / everyMs)
    bucket.filledMs = nowMs
  }

  /** The source's bucket, moved to the end of the map: the first is the longest quiet. */
  const take = (source: string): Bucket => {
    const filledMs = clock.monotonicMs()
    const bucket = sources.get(source) ?? { tokens: limits.burstPerSource, filledMs, suppressed: 0 }
    sources.delete(source)
    sources.set(source, bucket)
    const [oldest] = sources.keys()
    if (sources.size > limits.sources && oldest !== undefined) sources.delete(oldest)
    fill(bucket, limits.burstPerSource, limits.perSourceEveryMs)
    return bucket
  }

  return (source: string): Leave => {
    const bucket = take(source)
    fill(all, limits.burstInAll, limits.inAllEveryMs)
    if (bucket.tokens < 1 || all.tokens < 1) {
      bucket.suppressed += 1
      return undefined
    }
    bucket.tokens -= 1
    all.tokens -= 1
    const { suppressed } = bucket
    bucket.suppressed = 0
    return { suppressed }
  }
}

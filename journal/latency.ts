/** Upper bounds grow by a quarter, 0.1 ms to 11 s: a latency is told at most a quarter too long. */
const firstBoundMs = 0.1
const growth = 1.25
const buckets = 53
const windowSeconds = 60

/** Receipt to fsync over the last minute, in a fixed amount of memory. */
export interface LatencyWindow {
  record(nowMs: number, latencyMs: number): void
  /** The value below which a share (0 … 1) of the latencies lie; null without any. */
  quantile(nowMs: number, share: number): number | null
}

/** `nowMs` is monotonic. Each second has its own counts, so that old ones fall out by themselves. */
export function createLatencyWindow(): LatencyWindow {
  const counts = Array.from({ length: windowSeconds }, () => new Uint32Array(buckets))
  const secondOf = new Float64Array(windowSeconds).fill(-Infinity)

  return {
    record(nowMs, latencyMs) {
      const second = Math.floor(nowMs / 1000)
      const slot = second % windowSeconds
      if (secondOf[slot] !== second) {
        counts[slot]?.fill(0)
        secondOf[slot] = second
      }
      const bucket = bucketOf(latencyMs)
      const row = counts[slot]
      if (row) row[bucket] = (row[bucket] ?? 0) + 1
    },
    quantile(nowMs, share) {
      const oldest = Math.floor(nowMs / 1000) - windowSeconds
      const rows = counts.filter((_, slot) => (secondOf[slot] ?? -Infinity) > oldest)
      const sums = Array.from({ length: buckets }, (_, bucket) =>
        rows.reduce((sum, row) => sum + (row[bucket] ?? 0), 0),
      )
      const total = sums.reduce((sum, count) => sum + count, 0)
      if (total === 0) return null
      let seen = 0
      const at = sums.findIndex((count) => (seen += count) >= share * total)
      return Math.round(firstBoundMs * growth ** at * 100) / 100
    },
  }
}

function bucketOf(latencyMs: number): number {
  const exact = Math.ceil(Math.log(latencyMs / firstBoundMs) / Math.log(growth))
  return Math.min(buckets - 1, Math.max(0, exact))
}

/** Newest durations looked at: a few seconds of a busy stream, minutes of a calm one. */
const keptMax = 512

/** The 99th percentile of the newest durations, in the unit they were recorded in. */
export function createLatency() {
  const kept: number[] = []
  let next = 0
  return {
    record(value: number): void {
      kept[next] = value
      next = (next + 1) % keptMax
    },
    /** Null before the first. */
    p99(): number | null {
      if (kept.length === 0) return null
      const sorted = kept.toSorted((a, b) => a - b)
      return sorted[Math.ceil(sorted.length * 0.99) - 1] ?? null
    },
  }
}

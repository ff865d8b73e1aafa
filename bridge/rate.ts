const windowS = 10

/** Messages per second, mean of the last ten whole seconds; times are monotonic ms. */
export function createRate() {
  const counts = new Map<number, number>()
  const secondOf = (nowMs: number) => Math.floor(nowMs / 1000)
  return {
    count(nowMs: number): void {
      const second = secondOf(nowMs)
      const before = counts.get(second)
      counts.set(second, (before ?? 0) + 1)
      if (before !== undefined) return
      for (const old of counts.keys()) if (old < second - windowS) counts.delete(old)
    },
    perSecond(nowMs: number): number {
      const current = secondOf(nowMs)
      let sum = 0
      for (const [second, count] of counts) {
        if (second < current && second >= current - windowS) sum += count
      }
      return sum / windowS
    },
  }
}

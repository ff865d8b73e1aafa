/** A function of time computed block by block on a grid and kept for the next questions. */
export interface Series {
  /** Value at `ts`, linear between grid points. */
  at(ts: number): number
}

interface SeriesOptions {
  stepMs: number
  /** Grid points a block; a block is computed at once, so it is a few thousand at most. */
  points: number
  /** Values at `points + 1` grid moments from `fromTs`; must depend on `fromTs` only. */
  compute: (fromTs: number) => Float64Array
}

/** Blocks kept per series: a day of prelude plus now, with room for slow chart-like reads. */
const rememberedBlocks = 48

export function createSeries({ stepMs, points, compute }: SeriesOptions): Series {
  const blockMs = stepMs * points
  const blocks = new Map<number, Float64Array>()
  const blockOf = (number: number) => {
    const known = blocks.get(number)
    if (known) return known
    if (blocks.size >= rememberedBlocks) blocks.clear()
    const values = compute(number * blockMs)
    blocks.set(number, values)
    return values
  }
  return {
    at(ts) {
      const number = Math.floor(ts / blockMs)
      const values = blockOf(number)
      const x = (ts - number * blockMs) / stepMs
      const index = Math.min(points - 1, Math.floor(x))
      const left = values[index] ?? 0
      const right = values[index + 1] ?? left
      return left + (right - left) * (x - index)
    },
  }
}

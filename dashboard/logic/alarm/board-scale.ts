/** Heights a staff gauge shows, and how far apart its ticks are, metres. */
export interface BoardScale {
  low: number
  high: number
  tick: number
}

/** Ticks a board carries at most; more are a grey blur. */
const ticksMax = 40
const tickSizes = [0.05, 0.1, 0.2, 0.5, 1, 2, 5]

/** A range that holds all thresholds and the value, with room above and below. */
export function boardScale(steps: readonly { value: number }[], value: number | null): BoardScale {
  const heights = [...steps.map((step) => step.value), ...(value === null ? [] : [value])]
  const lowest = Math.min(...heights)
  const highest = Math.max(...heights)
  const room = Math.max(0.1, (highest - lowest) * 0.15)
  const span = highest - lowest + 2 * room
  const tick = tickSizes.find((size) => span / size <= ticksMax) ?? span / ticksMax
  const low = Math.floor((lowest - room) / tick) * tick
  const high = Math.ceil((highest + room) / tick) * tick
  return { low, high, tick }
}

/** Share of the board's height at which `value` lies, 0 = bottom, 1 = top. */
export function shareOf(value: number, { low, high }: BoardScale): number {
  return Math.min(1, Math.max(0, (value - low) / (high - low)))
}

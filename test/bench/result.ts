/** One figure that a person compares; `target` only where the project promises one. */
export interface Figure {
  name: string
  value: number
  unit: string
  target?: { atLeast: number } | { atMost: number }
}

export interface ScenarioResult {
  name: string
  /** What was done, in a sentence. */
  setting: string
  figures: readonly Figure[]
  /** Promises that were broken, in words; any of them fails the command. */
  broken: readonly string[]
  /** Everything behind the figures, round by round, for the JSON file. */
  rounds: readonly unknown[]
}

/** Undefined where there is nothing to meet. */
export function meetsTarget({ value, target }: Figure): boolean | undefined {
  if (!target) return undefined
  return 'atLeast' in target ? value >= target.atLeast : value <= target.atMost
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

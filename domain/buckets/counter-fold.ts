/** How much a counter rose between its first and its last number. */
export interface CounterFold {
  increase: number
  first: number
  last: number
  /** The count that follows the highest and reads 0 again, where there is one. */
  wrapsAt?: number
}

export const singleCount = (value: number, wrapsAt?: number): CounterFold => ({
  increase: 0,
  first: value,
  last: value,
  ...(wrapsAt !== undefined && { wrapsAt }),
})

/** A counter seen behind the number before it: the step between them belongs to the later one. */
export const followCounter = (before: number | undefined, counter: CounterFold): CounterFold =>
  before === undefined
    ? counter
    : { ...counter, increase: counter.increase + stepOf(before, counter) }

/**
 * What was counted from one number to the next. A smaller one is a new start from 0, never a
 * negative count; or the way over the top, where the counter has one and that way is the shorter.
 */
function stepOf(before: number, { first, wrapsAt }: CounterFold): number {
  if (first >= before) return first - before
  if (wrapsAt === undefined || before >= wrapsAt) return first
  const overTheTop = wrapsAt - before + first
  return overTheTop <= wrapsAt / 2 ? overTheTop : first
}

/** Two stretches in a row, the earlier one first. */
export function joinCounters(earlier: CounterFold, later: CounterFold): CounterFold {
  const { increase } = followCounter(earlier.last, later)
  return { ...later, increase: earlier.increase + increase, first: earlier.first }
}

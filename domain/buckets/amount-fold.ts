/** A stretch of time that an amount was gathered over, (from, to], epoch ms. */
export interface Window {
  from: number
  to: number
}

/** The windows behind a sum. The sum itself is that of the field. */
export interface AmountFold {
  /** How long was gathered in all; time that two windows share counts once. */
  coveredMs: number
  /** Two windows share so much that their sum would count rain twice. */
  overlaps: boolean
  /** Absent where a rollup of before knows only its sum. */
  first?: Window
  last?: Window
}

/** Clocks and networks jitter; windows that share more than this part of one are another's rain. */
export const overlapMax = 0.1

export const singleAmount = (window: Window): AmountFold => ({
  coveredMs: window.to - window.from,
  overlaps: false,
  first: window,
  last: window,
})

/** An amount seen behind the window before it: what both cover counts for the earlier one. */
export function followAmount(before: Window | undefined, amount: AmountFold): AmountFold {
  const { first } = amount
  if (!before || !first || first.from >= before.to) return amount
  const sharedMs = Math.min(before.to - first.from, first.to - first.from)
  const shorterMs = Math.min(before.to - before.from, first.to - first.from)
  return {
    ...amount,
    coveredMs: Math.max(0, amount.coveredMs - sharedMs),
    overlaps: amount.overlaps || Math.min(sharedMs, shorterMs) > overlapMax * shorterMs,
  }
}

/** Two amounts in a row, the earlier one first. */
export function joinAmounts(earlier: AmountFold, later: AmountFold): AmountFold {
  const followed = followAmount(earlier.last, later)
  const first = earlier.first ?? later.first
  const last = later.last ?? earlier.last
  return {
    coveredMs: earlier.coveredMs + followed.coveredMs,
    overlaps: earlier.overlaps || followed.overlaps,
    ...(first && { first }),
    ...(last && { last }),
  }
}

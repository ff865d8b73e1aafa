/** Is a difference of two values above a limit? 1.3 - 1 is a hair above 0.3 in binary; not here. */
export const exceeds = (difference: number, limit: number): boolean =>
  difference > limit * (1 + 1e-9)

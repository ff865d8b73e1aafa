/** Numbers that mean "no value": below the one, above the other. */
export interface Outside {
  below?: number
  above?: number
}

export const isOutside = (value: number, { below = -Infinity, above = Infinity }: Outside) =>
  value < below || value > above

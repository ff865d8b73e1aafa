/** Directions added up as arrows of length 1. */
export interface DirectionFold {
  sin: number
  cos: number
}

const radians = Math.PI / 180

export const singleDirection = (degrees: number): DirectionFold => ({
  sin: Math.sin(degrees * radians),
  cos: Math.cos(degrees * radians),
})

export const joinDirections = (a: DirectionFold, b: DirectionFold): DirectionFold => ({
  sin: a.sin + b.sin,
  cos: a.cos + b.cos,
})

/** Arrows that add up to less than this point nowhere: rounding alone moves them. */
const lengthMin = 1e-9

/** The mean direction, 0 ≤ degrees < 360; null where the arrows cancel each other. */
export function meanDirection({ sin, cos }: DirectionFold): number | null {
  if (Math.hypot(sin, cos) < lengthMin) return null
  const degrees = Math.round((Math.atan2(sin, cos) / radians) * 1e9) / 1e9
  return (degrees + 360) % 360
}

/** More vehicles than this do not glide, and are drawn once a second. */
const glidingMax = 150
const manyEveryMs = 1_000
/** Frames a second while something glides; 60 would double the cost and show nothing more. */
const glideEveryMs = 33
/** The old part of trails that nobody watches fade; their points lie as far apart. */
const slowTrailsEveryMs = 10_000

export interface Pace {
  /** So many vehicles that every drawing costs. */
  isMany: boolean
  glides: boolean
  drawEveryMs: number
  trailsEveryMs: number
}

/** How often vehicles are drawn: `isCalm` where the reader wants no motion. */
export function paceOf(vehicles: number, isCalm: boolean): Pace {
  const isMany = vehicles > glidingMax
  return {
    isMany,
    glides: !isMany && !isCalm,
    drawEveryMs: isMany ? manyEveryMs : glideEveryMs,
    trailsEveryMs: isMany || isCalm ? slowTrailsEveryMs : manyEveryMs,
  }
}

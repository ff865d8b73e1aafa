import { distanceM, headingDeg, pointBetween } from './geometry.ts'
import type { Point } from './geometry.ts'
import type { Route } from './routes.ts'

/** Where a vehicle is on a drive, and how fast. */
export interface Motion extends Point {
  speed_mps: number
  heading_deg: number
}

interface Piece {
  from: Point
  to: Point
  startMs: number
  endMs: number
  heading_deg: number
}

/** Pulling out and pulling in: the first and last 60 m are driven at half speed. */
const rampM = 60

/** The drive along a route as a function of the time since departure. */
export interface Track {
  durationMs: number
  at(sinceMs: number): Motion
}

function* piecesOf(route: Route): Generator<{ from: Point; to: Point; speedMps: number }> {
  for (const road of route.roads) {
    for (const [index, to] of road.line.entries()) {
      const from = road.line[index - 1]
      if (from) yield { from, to, speedMps: road.speedMps }
    }
  }
}

/** Cuts the first and last `rampM` off a line of pieces, to be driven slowly. */
function* withRamps(route: Route) {
  const pieces = [...piecesOf(route)]
  for (const [index, piece] of pieces.entries()) {
    const { from, to, speedMps } = piece
    const share = Math.min(0.5, rampM / Math.max(1, distanceM(from, to)))
    const [first, last] = [index === 0, index === pieces.length - 1]
    const pullOut = first ? pointBetween(from, to, share) : from
    const pullIn = last ? pointBetween(from, to, 1 - share) : to
    if (first) yield { from, to: pullOut, speedMps: speedMps / 2 }
    yield { from: pullOut, to: pullIn, speedMps }
    if (last) yield { from: pullIn, to, speedMps: speedMps / 2 }
  }
}

/** `start` is where the vehicle stands if the route is empty. */
export function createTrack(route: Route, start: Point): Track {
  const pieces: Piece[] = []
  let endMs = 0
  for (const { from, to, speedMps } of withRamps(route)) {
    const startMs = endMs
    endMs += (distanceM(from, to) / speedMps) * 1000
    if (endMs > startMs)
      pieces.push({ from, to, startMs, endMs, heading_deg: headingDeg(from, to) })
  }
  return {
    durationMs: endMs,
    at(sinceMs) {
      const piece = pieces.find((candidate) => sinceMs < candidate.endMs) ?? pieces.at(-1)
      if (!piece) return { ...start, speed_mps: 0, heading_deg: 0 }
      const { from, to, startMs, heading_deg } = piece
      const lasts = piece.endMs - startMs
      const share = Math.min(1, Math.max(0, (sinceMs - startMs) / lasts))
      return {
        ...pointBetween(from, to, share),
        speed_mps: (distanceM(from, to) / lasts) * 1000,
        heading_deg,
      }
    },
  }
}

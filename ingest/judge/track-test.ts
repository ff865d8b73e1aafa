import { isInBox, type Box } from '#domain/city/geometry/box.ts'
import { distanceM } from '#domain/city/geometry/distance.ts'
import type { TrackContract } from '#domain/kinds/kind.ts'
import { flags, type ReasonTest } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Findings } from './findings.ts'

/** A vehicle at a moment. */
interface Fix {
  ts: number
  lat: number
  lon: number
}

/** The last believed fix, and the last that lay too far from it, if that came later. */
export interface TrackMemory {
  fix: Fix
  stray: Fix | null
}

/** A receiver that stands still wanders so far; between two fixes of a second that is no speed. */
const wanderM = 150

/** Tests one position by itself: city, precision and load. */
function testPlace(
  { precision, load }: TrackContract,
  { values, box }: { values: Values; box?: Box | null },
  findings: Findings,
): void {
  const { lat, lon } = values
  if (typeof lat === 'number' && typeof lon === 'number') {
    if (box && !isInBox(box, [lon, lat])) notePosition(findings, 'outside_area')
    if (precision && isAbove(values[precision.field], precision.max)) {
      notePosition(findings, 'imprecise')
    }
  }
  if (load && isAbove(values[load.field], values[load.limit])) {
    findings.note(flags.suspect, `over_capacity:${load.field}`)
  }
}

/** Tests what a vehicle says by itself, and whether another one says the same of its trip. */
export function testVehicle(
  track: TrackContract,
  said: { values: Values; box?: Box | null; isShared?: boolean },
  findings: Findings,
): void {
  testPlace(track, said, findings)
  if (said.isShared && track.exclusive) {
    findings.note(flags.suspect, `shared:${track.exclusive.field}`)
  }
}

/**
 * Tests a position against the one before, and says what to remember. What leaps is suspect and not
 * believed; when the next fix agrees with it, the vehicle did go there, and that one is believed.
 * Undefined without a position: what was remembered stays.
 */
export function testJump(
  { speedMaxMps }: TrackContract,
  { before, ts, values }: { before: TrackMemory | undefined; ts: number; values: Values },
  findings: Findings,
): TrackMemory | undefined {
  const { lat, lon } = values
  if (typeof lat !== 'number' || typeof lon !== 'number') return undefined
  const fix = { ts, lat, lon }
  const isNear = (other: Fix) =>
    distanceM(other, fix) <= wanderM + (speedMaxMps * Math.abs(ts - other.ts)) / 1000
  if (!before || isNear(before.fix) || (before.stray && isNear(before.stray))) {
    return { fix, stray: null }
  }
  notePosition(findings, 'jump')
  return { fix: before.fix, stray: fix }
}

function notePosition(findings: Findings, test: ReasonTest): void {
  findings.note(flags.suspect, `${test}:lat`)
  findings.note(flags.suspect, `${test}:lon`)
}

const isAbove = (value: Values[string] | undefined, limit: Values[string] | undefined): boolean =>
  typeof value === 'number' && typeof limit === 'number' && value > limit

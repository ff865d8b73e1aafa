import Type from 'typebox'
import { unitAt } from '#domain/kinds/seeded.ts'
import { pointBeside } from '../../transit/geometry.ts'
import { getNumber, whileItLasts } from '../device-fault.ts'
import type { DeviceFault } from '../device-fault.ts'
import type { FaultType } from '../fault-type.ts'
import type { Sent, Transform } from '../sent.ts'
import { alter } from './value-faults.ts'

type Position = { lat: number; lon: number }

/** Some of the positions of a fault's time are replaced; no fix stays no fix. */
function misplace(fault: DeviceFault, move: (at: Position, ts: number) => Position): Transform {
  return whileItLasts(fault, (sent: Sent, occurrence) => {
    const { lat, lon } = sent.report
    const isHit = unitAt(fault.seed, sent.original.ts) < getNumber(fault, 'share')
    if (!isHit || typeof lat !== 'number' || typeof lon !== 'number') return [sent]
    const moved = move({ lat, lon }, sent.original.ts)
    const values = { lat: Number(moved.lat.toFixed(5)), lon: Number(moved.lon.toFixed(5)) }
    return alter(fault, sent, { occurrence, values })
  })
}

const share = (standard: number) =>
  Type.Number({ exclusiveMinimum: 0, maximum: 1, default: standard })

/** A receiver without a fix that says so as 0/0. */
const positionZero: FaultType = {
  id: 'position_zero',
  stage: 'sensor',
  alters: 'position',
  pins: true,
  params: { share: share(1) },
  create: (fault) => misplace(fault, () => ({ lat: 0, lon: 0 })),
}

/** Reflections between houses: the position leaps aside and comes back. */
const positionJump: FaultType = {
  id: 'position_jump',
  stage: 'sensor',
  alters: 'position',
  params: { metres: Type.Number({ exclusiveMinimum: 0, maximum: 1_000_000 }), share: share(0.05) },
  create: (fault) =>
    misplace(fault, (at, ts) => {
      const headingDeg = 360 * unitAt(fault.seed + 1, ts)
      return pointBeside(at, { headingDeg, distanceM: getNumber(fault, 'metres') })
    }),
}

export const positionFaults = [positionZero, positionJump]

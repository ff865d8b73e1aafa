import { distanceM } from '#domain/city/geometry/distance.ts'
import type { Device } from '#domain/devices/device.ts'
import type { StillCheck } from '#domain/wire/kind.ts'
import type { Run } from './run.ts'
import { contradicts } from './signs.ts'
import type { WatchedGauge } from './watched-gauge.ts'

export interface Neighbour {
  device: Device
  gauge: WatchedGauge
}

/** Why a level cannot have stood still: the gauge that says so. */
export interface Contradiction {
  by: 'rain' | 'move'
  device: string
}

/** The first gauge whose rain, or water, contradicts that this one stood still; itself for its rain. */
export function findContradiction(
  device: Device,
  run: Run,
  { neighbours, check }: { neighbours: Iterable<Neighbour>; check: StillCheck },
): Contradiction | undefined {
  for (const { device: other, gauge } of neighbours) {
    if (isSameWater(device, other) && contradicts(gauge.moves, run)) {
      return { by: 'move', device: other.id }
    }
    const { withinM, answersWithinMs } = check.rain
    if (isNear(device, other, withinM) && contradicts(gauge.rains, run, answersWithinMs)) {
      return { by: 'rain', device: other.id }
    }
  }
  return undefined
}

const isSameWater = (a: Device, b: Device): boolean =>
  a.id !== b.id && a.gauge !== undefined && a.gauge.water_body.ja === b.gauge?.water_body.ja

function isNear(a: Device, b: Device, withinM: number): boolean {
  if (a.id === b.id) return true
  return a.position !== null && b.position !== null && distanceM(a.position, b.position) <= withinM
}

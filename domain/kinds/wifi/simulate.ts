import { noiseAt, unitAt } from '../seeded.ts'
import type { Device } from '../../devices/device.ts'
import type { Simulate } from '../simulation.ts'

const minute = 60_000
const day = 24 * 60 * minute
const windowMs = 5 * minute
/** Chance that one access point is down on a given day. */
const faultChance = 0.03

function factOr(device: Device, name: string, otherwise: number): number {
  const fact = device.facts?.[name]
  return typeof fact === 'number' ? fact : otherwise
}

/** Clients follow the crowd of the facility, a little at random; now and then an AP is down. */
export const simulate: Simulate = ({ device, world, random }) => {
  const seed = Math.floor(random() * 2 ** 32)
  const peak = factOr(device, 'usual_peak_clients', 60)
  const aps_total = factOr(device, 'access_points', 4)
  const clientsAt = (ts: number) => {
    const wobble = 1 + 0.12 * noiseAt(seed, ts / (9 * minute))
    const strays = 1 + noiseAt(seed + 1, ts / (13 * minute))
    return Math.round(peak * world.crowd(device, ts) * wobble + strays)
  }
  return (ts) => {
    const inWindow = [0, 1, 2, 3, 4].map((ago) => clientsAt(ts - ago * minute))
    const faulty = aps_total > 1 && unitAt(seed, ts / day) < faultChance
    return {
      clients: inWindow[0] ?? 0,
      window_s: windowMs / 1000,
      clients_max: Math.max(...inWindow),
      aps_up: faulty ? aps_total - 1 : aps_total,
      aps_total,
    }
  }
}

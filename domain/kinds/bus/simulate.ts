import { noiseAt } from '../seeded.ts'
import type { Simulate } from '../simulation.ts'

const minute = 60_000
/** One unit of the fifth decimal is about a metre, as good as the receiver is. */
const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals))

/** What the on-board unit sends: the vehicle of the simulated fleet as its receiver sees it. */
export const simulate: Simulate = ({ device, world, random }) => {
  const seed = Math.floor(random() * 2 ** 32)
  return (ts) => {
    const { lat, lon, speed_mps, heading_deg, ...rest } = world.vehicle(device, ts)
    return {
      lat: rounded(lat, 5),
      lon: rounded(lon, 5),
      speed_mps: rounded(speed_mps, 1),
      heading_deg: Math.round(heading_deg) % 360,
      hdop: rounded(1.1 + 0.4 * noiseAt(seed, ts / (5 * minute)), 1),
      ...rest,
    }
  }
}

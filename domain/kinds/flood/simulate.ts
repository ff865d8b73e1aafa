import { noiseAt } from '../seeded.ts'
import type { Values } from '../../readings/values.ts'
import type { Device } from '../../devices/device.ts'
import type { Simulate, World } from '../simulation.ts'

const minute = 60_000
const hour = 60 * minute
const rainWindowMs = 10 * minute
/** Rain of one tip of a tipping bucket as it is usual in Japan, mm. */
const tipMm = 0.5

/** Metres in the gauge's own datum, whole centimetres as telemeters send them. */
const inCentimetres = (metres: number) => Math.round(metres * 100) / 100

/** Rain as a tipping bucket counts it: whole tips, light rain adds up until the bucket tips. */
function tippedRainMm(world: World, ts: number): number {
  const from = ts - rainWindowMs
  const emptied = Math.floor(from / (24 * hour)) * 24 * hour
  const tips = (to: number) => Math.floor(world.rainMm(emptied, to) / tipMm)
  return (tips(ts) - tips(from)) * tipMm
}

/**
 * A crisis-type gauge wakes at its start level and goes back to sleep an hour after the water has
 * fallen below it (MLIT 2018: 観測開始水位).
 */
function crisisMode(device: Device, world: World, ts: number): Values {
  const wakesAt = device.facts?.['observes_from_m']
  if (typeof wakesAt !== 'number') return {}
  for (let ago = 0; ago <= hour; ago += 10 * minute) {
    if (world.waterLevelM(device, ts - ago) >= wakesAt) return { mode: 'active' }
  }
  return { mode: 'calm' }
}

/** Water level with a few millimetres of ripple, rain by tips, battery with the sun. */
export const simulate: Simulate = ({ device, world, random }) => {
  const ripple = Math.floor(random() * 2 ** 32)
  const battery_v = 12.5 + random() * 0.3
  const signal = -70 - Math.round(random() * 25)
  const hasLevel = device.gauge !== undefined
  const hasRain = device.facts?.['measures_rain'] === true || !hasLevel
  return (ts) => {
    const level = hasLevel && {
      level_m: inCentimetres(
        world.waterLevelM(device, ts) + 0.005 * noiseAt(ripple, ts / (7 * minute)),
      ),
    }
    const rain = hasRain && {
      rain_mm: tippedRainMm(world, ts),
      rain_window_s: rainWindowMs / 1000,
    }
    const charging = world.solarWPerM2(ts) / 1000
    return {
      ...level,
      ...rain,
      ...crisisMode(device, world, ts),
      battery_v: Math.round((battery_v + 0.9 * charging) * 100) / 100,
      rssi_dbm: signal + Math.round(3 * noiseAt(ripple, ts / hour)),
    }
  }
}

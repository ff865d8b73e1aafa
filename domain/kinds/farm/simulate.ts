import { noiseAt } from '../seeded.ts'
import type { Values } from '../../readings/values.ts'
import type { Simulate, World } from '../simulation.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
const rounded = (value: number, decimals: number) => Number(value.toFixed(decimals)) + 0

/** Soil follows the air late and softened: the mean of the last 16 hours. */
function soilTempC(world: World, ts: number): number {
  let sum = 0
  for (let ago = 0; ago < 16; ago += 2) sum += world.airTempC(ts - ago * hour)
  return sum / 8
}

/** Rain still in the ground, mm: what fell counts less by half every two days. */
function antecedentRainMm(world: World, ts: number): number {
  let sum = 0
  for (let ago = 0; ago < 32; ago += 1) {
    const to = ts - ago * 6 * hour
    sum += world.rainMm(to - 6 * hour, to) * 2 ** -(ago / 8)
  }
  return sum
}

/** Share of the irrigation season, 0 … 1: Inashiki's paddies hold water from May to August. */
function irrigation(ts: number): number {
  const dayOfYear = ((ts % (365.2425 * day)) + 365.2425 * day) % (365.2425 * day)
  const fromLateApril = clamp((dayOfYear / day - 112) / 12, 0, 1)
  const untilLateAugust = clamp((238 - dayOfYear / day) / 10, 0, 1)
  return Math.min(fromLateApril, untilLateAugust)
}

/**
 * Ponding depth, cm: about 5 under irrigation, the table sinks below the surface without it; rain
 * fills the field up to its outlet.
 */
function paddyLevelCm(world: World, ts: number, wet: number): number {
  const held = -12 + 17 * irrigation(ts)
  const rain = 0.16 * wet + 0.1 * world.rainMm(ts - 6 * hour, ts)
  return clamp(held + rain, -30, 14)
}

function leafWetPct(world: World, ts: number): number {
  const raining = world.rainMm(ts - hour, ts) > 0.2
  return raining ? 100 : clamp((world.humidityPct(ts) - 85) * 6, 0, 90)
}

/** A field or paddy sensor: soil late behind the air, water with rain and irrigation. */
export const simulate: Simulate = ({ device, world, random }) => {
  const seed = Math.floor(random() * 2 ** 32)
  const bias = random() - 0.5
  const isPaddy = device.facts?.['land'] === 'paddy'
  const porosity = isPaddy ? 52 : 42
  const dry = isPaddy ? 34 : 19
  return (ts) => {
    const wet = antecedentRainMm(world, ts)
    const ripple = noiseAt(seed, ts / (11 * minute))
    const flooded = isPaddy && irrigation(ts) > 0.5
    const moisture = flooded ? porosity - 1 : dry + 3 * bias + (porosity - dry) * (wet / (wet + 60))
    const air = world.airTempC(ts) + bias
    const sun = world.solarWPerM2(ts)
    const common: Values = {
      soil_moisture_pct: rounded(clamp(moisture + 0.2 * ripple, 0, porosity), 1),
      soil_temp_c: rounded(soilTempC(world, ts) + 0.5 * bias + 0.05 * ripple, 1),
      air_temp_c: rounded(air + 0.1 * ripple, 1),
      humidity_pct: rounded(clamp(world.humidityPct(ts) + ripple, 0, 100), 0),
      battery_v: rounded(3.55 + 0.1 * bias + 0.35 * clamp(sun / 600, 0, 1), 2),
      rssi_dbm: rounded(-98 + 14 * bias + 3 * ripple, 0),
    }
    if (isPaddy) {
      return {
        ...common,
        paddy_level_cm: rounded(paddyLevelCm(world, ts, wet) + 0.2 * ripple + bias, 1),
        water_temp_c: rounded(0.5 * air + 0.5 * soilTempC(world, ts) + sun / 400, 1),
      }
    }
    return {
      ...common,
      soil_ec_ms_cm: rounded(0.45 + 0.2 * bias + 0.008 * moisture, 2),
      solar_w_m2: rounded(sun, 0),
      leaf_wet_pct: rounded(leafWetPct(world, ts), 0),
    }
  }
}

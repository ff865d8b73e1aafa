import { listThresholds } from '#domain/alarms/levels.ts'
import { mixSeeds, noiseAt, seedOf, unitAt } from '#domain/kinds/seeded.ts'
import type { Device } from '#domain/devices/device.ts'
import type { CityTime } from './local-time.ts'
import { createReservoirs } from './reservoirs.ts'
import type { Rain } from './rain.ts'

const minute = 60_000
const hour = 60 * minute

interface WatersOptions {
  seed: number
  time: CityTime
  rain: Rain
  stormPeakTs: number | null
  /** All devices: the wind pushes a lake from one of its gauges towards another. */
  devices: readonly Device[]
}

/** A running water that answers rain on its own; the lake and what hangs on it are apart. */
interface Stream {
  tausMs: readonly number[]
  stepMs: number
  /** Runoff of the reference storm at its highest, mm/h: there a gauge reaches its usual peak. */
  stormRunoff: number
  /** Distance of calm water below the lowest threshold, in spans of lowest to danger level. */
  calmBelow: number
}

// Ditches answer within the hour, small rivers within the day; the Tone's upstream basin sends
// its wave about a day later.
const streams = {
  ditch: {
    tausMs: [18 * minute, 22 * minute],
    stepMs: 5 * minute,
    stormRunoff: 35,
    calmBelow: 0.7,
  },
  river: { tausMs: [2 * hour, 4 * hour], stepMs: 10 * minute, stormRunoff: 17.5, calmBelow: 0.7 },
  tone: {
    tausMs: [7.5 * hour, 7.5 * hour, 7.5 * hour, 7.5 * hour],
    stepMs: 20 * minute,
    stormRunoff: 5.5,
    calmBelow: 0.55,
  },
} as const satisfies Record<string, Stream>
type StreamName = keyof typeof streams

const isStream = (name: unknown): name is StreamName =>
  typeof name === 'string' && Object.hasOwn(streams, name)

/** Levels of a gauge without thresholds: low and high ends of its usual range, m. */
const unknownRange = { low: 1, danger: 2 }

function rangeOf(device: Device): { low: number; danger: number } {
  if (!device.thresholds) return unknownRange
  const known = listThresholds(device.thresholds)
  const low = known[0]?.value ?? unknownRange.low
  const danger = device.thresholds.danger ?? known.at(-1)?.value ?? low
  return { low, danger: Math.max(danger, low + 0.3) }
}

/** Lake rule of Kasumigaura: full level 1.30 m (August–May), 1.20 m (June–July), in Y.P. */
function lakeRuleM(dayOfYear: number): number {
  const into = Math.min(1, Math.max(0, (dayOfYear - 148) / 12))
  const outOf = Math.min(1, Math.max(0, (dayOfYear - 208) / 12))
  return 1.3 - 0.1 * (into - outOf)
}

/** From the middle of the lake's gauges to where its wind set-up is whole, degrees of latitude. */
const wholeSetUpDeg = 0.03

/**
 * Which share of the wind's set-up a gauge has: southerly gales of a typhoon raise the north shore
 * and lower the south one. 0 for what is no lake.
 */
function createShores(devices: readonly Device[]): (device: Device) => number {
  const lats = devices
    .filter(({ facts }) => facts?.['waters'] === 'lake')
    .flatMap(({ position }) => position?.lat ?? [])
  const middle = (Math.min(...lats) + Math.max(...lats)) / 2
  return ({ facts, position }) => {
    if (facts?.['waters'] !== 'lake' || !position) return 0
    // One gauge alone stands in the north, where the storm shows.
    if (lats.length < 2) return 1
    return Math.min(1, Math.max(-1, (position.lat - middle) / wholeSetUpDeg))
  }
}

/**
 * The lake, m Y.P.: a little below its rule, rising with 3.8 mm per mm of rain on the basin (0.33 m
 * after the 109 mm of 2024-08-31), falling over days, moved by the wind.
 */
function createLake({ seed, time, rain, stormPeakTs, devices }: WatersOptions) {
  const fillHours = 120
  const inflow = createReservoirs({
    input: rain.intensity,
    tausMs: [5 * hour, 7 * hour, fillHours * hour],
    stepMs: 20 * minute,
  })
  // A typhoon season has already filled the lake to its rule.
  const belowRule = stormPeakTs === null ? 0.15 : 0.02
  const windSeed = mixSeeds(seed, 31)
  const shoreOf = createShores(devices)
  return (device: Device, ts: number) => {
    const breeze = 0.02 * noiseAt(windSeed, ts / (6 * hour))
    const gale =
      stormPeakTs === null
        ? 0
        : 0.08 * Math.exp(-0.5 * ((ts - stormPeakTs - hour) / (5 * hour)) ** 2)
    const rise = 0.0038 * fillHours * inflow.at(ts)
    return lakeRuleM(time.at(ts).dayOfYear) - belowRule + rise + shoreOf(device) * (breeze + gale)
  }
}

/** Level of the water at any gauge, metres in the gauge's own datum. */
export function createWaters(options: WatersOptions): (device: Device, ts: number) => number {
  const lake = createLake(options)
  const runoff = Object.fromEntries(
    Object.entries(streams).map(([name, { tausMs, stepMs }]) => [
      name,
      createReservoirs({ input: options.rain.intensity, tausMs, stepMs }),
    ]),
  )
  const streamLevel = (device: Device, name: StreamName, ts: number) => {
    const { stormRunoff, calmBelow } = streams[name]
    const own = mixSeeds(options.seed, seedOf(device.id))
    const { low, danger } = rangeOf(device)
    const calm = low - calmBelow * (danger - low) + 0.03 * noiseAt(own, ts / (8 * hour))
    const stormRise = (calmBelow + 0.5 + 0.55 * unitAt(own, 3)) * (danger - low)
    return calm + (stormRise * (runoff[name]?.at(ts) ?? 0)) / stormRunoff
  }
  return (device, ts) => {
    const waters = device.facts?.['waters']
    if (waters === 'lake') return lake(device, ts)
    // 横利根川 stood about 0.3 m below the lake in the one flood on record (1.09 against 1.44).
    if (waters === 'canal') return lake(device, ts - hour) - 0.28
    return streamLevel(device, isStream(waters) ? waters : 'river', ts)
  }
}

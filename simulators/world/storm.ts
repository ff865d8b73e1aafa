import { noiseAt, unitAt } from '#domain/kinds/seeded.ts'

const minute = 60_000
const hour = 60 * minute

/**
 * Rain of a typhoon passing, mm/h: wide rain that grows over a day, a core of 40–60 mm/h around
 * the peak, rain bands in between. Symmetric shapes left and right of the peak, steeper after it.
 */
export function createStormRain(seed: number, peakTs: number): (ts: number) => number {
  const core = 38 + 8 * unitAt(seed, 1)
  return (ts) => {
    const hours = (ts - peakTs) / hour
    if (hours < -36 || hours > 18) return 0
    const bell = (before: number, after: number) =>
      Math.exp(-0.5 * (hours / (hours < 0 ? before : after)) ** 2)
    const bands = 0.98 + 0.1 * noiseAt(seed + 2, ts / (35 * minute))
    return (10 * bell(7, 3.5) + core * bell(1.2, 0.8)) * bands
  }
}

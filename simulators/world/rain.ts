import { mixSeeds } from '#domain/kinds/seeded.ts'
import { createSeries } from './series.ts'
import { createShowers } from './showers.ts'
import { createStormRain } from './storm.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const stepMs = 2 * minute

export interface Rain {
  /** mm/h */
  intensity: (ts: number) => number
  /** mm in [fromTs, toTs). */
  amount: (fromTs: number, toTs: number) => number
}

/** The city's rain: showers from the seed, and a storm if there is one. */
export function createRain(options: { seed: number; stormPeakTs: number | null }): Rain {
  const { seed, stormPeakTs } = options
  const showers = createShowers(mixSeeds(seed, 11))
  const storm = stormPeakTs === null ? () => 0 : createStormRain(mixSeeds(seed, 12), stormPeakTs)
  const intensity = (ts: number) => showers(ts) + storm(ts)
  const points = day / stepMs
  const sinceMidnight = createSeries({
    stepMs,
    points,
    compute(fromTs) {
      const sums = new Float64Array(points + 1)
      for (let step = 0; step < points; step += 1) {
        const fallen = (intensity(fromTs + (step + 0.5) * stepMs) * stepMs) / hour
        sums[step + 1] = (sums[step] ?? 0) + fallen
      }
      return sums
    },
  })
  /** Up to, not including, `ts`; the end of a day counts as its last moment. */
  const upTo = (dayNumber: number, ts: number) =>
    sinceMidnight.at(Math.min(ts, (dayNumber + 1) * day - 1))
  return {
    intensity,
    amount(fromTs, toTs) {
      if (toTs <= fromTs) return 0
      const first = Math.floor(fromTs / day)
      const last = Math.floor(toTs / day)
      let sum = -upTo(first, fromTs)
      for (let dayNumber = first; dayNumber <= last; dayNumber += 1) sum += upTo(dayNumber, toTs)
      return Math.max(0, sum)
    },
  }
}

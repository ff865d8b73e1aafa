import { createSeries } from './series.ts'
import type { Series } from './series.ts'

interface ReservoirOptions {
  /** Rain, mm/h. */
  input: (ts: number) => number
  /** Residence time of each linear reservoir in the row, ms, in order of flow. */
  tausMs: readonly number[]
  stepMs: number
}

// A reservoir forgets what it held before: after 9 residence times a 1/8000 is left, far below the
// centimetre that gauges report. So blocks can start empty that long before, in any order.
const spinUpTaus = 9

/**
 * Runoff of rain through a row of linear reservoirs (Nash cascade), mm/h: the more and the slower
 * the reservoirs, the later and flatter the flood wave.
 */
export function createReservoirs({ input, tausMs, stepMs }: ReservoirOptions): Series {
  const spinUpSteps = Math.ceil((spinUpTaus * tausMs.reduce((sum, tau) => sum + tau, 0)) / stepMs)
  const points = 576
  const shares = tausMs.map((tau) => 1 - Math.exp(-stepMs / tau))
  return createSeries({
    stepMs,
    points,
    compute(fromTs) {
      const states = new Float64Array(shares.length)
      const values = new Float64Array(points + 1)
      for (let step = -spinUpSteps; step <= points; step += 1) {
        let flow = input(fromTs + (step - 0.5) * stepMs)
        shares.forEach((share, stage) => {
          const held = states[stage] ?? 0
          flow = held + (flow - held) * share
          states[stage] = flow
        })
        if (step >= 0) values[step] = flow
      }
      return values
    },
  })
}

import type { Scenario } from '../runner/scenario.ts'
import { simulate } from '../simulation/simulate.ts'

const seeds = { glance: 50, short: 2_000, full: 100_000 }
const seedMax = 2 ** 32

/** The same heart on a disk, a clock and devices of a model: many more crashes in an hour. */
export const simulatedFaults: Scenario = {
  id: 'MODEL',
  title: 'a simulated city from many seeds: failed and torn commits, crashes, clock jumps',
  async run({ seed, effort, tellProgress }) {
    const sum = { crashes: 0, failures: 0, acknowledged: 0, crossings: 0, steps: 0 }
    for (let n = 0; n < seeds[effort]; n++) {
      tellProgress(`${n} of ${seeds[effort]} seeds`)
      // Throws with the seed that breaks a promise; `--seed` with it plays that one first.
      const simulated = await simulate((seed + n) % seedMax)
      for (const name of Object.keys(sum) as (keyof typeof sum)[]) sum[name] += simulated[name]
    }
    return {
      figures: [
        { name: 'seeds', value: seeds[effort], unit: '', target: { atLeast: seeds[effort] } },
        ...Object.entries(sum).map(([name, value]) => ({
          name: `simulated ${name}`,
          value,
          unit: '',
          target: { atLeast: seeds[effort] },
        })),
      ],
    }
  },
}

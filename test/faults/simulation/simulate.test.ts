import { describe, expect, it } from 'vitest'
import { createRandom } from '#domain/kinds/seeded.ts'
import { startModelCity } from './model-city.ts'
import { simulate } from './simulate.ts'

/** `npm run faults` plays as many as its time allows, with the same code. */
const seeds = 120
/** Within so many seeds a defective store must be caught. */
const seedsToCatch = 40

describe('a simulated city', () => {
  it(`keeps its promises through ${seeds} seeds of crashes, failures and clock jumps`, async () => {
    const sum = { crashes: 0, acknowledged: 0, crossings: 0 }
    for (let seed = 1; seed <= seeds; seed++) {
      const { crashes, acknowledged, crossings } = await simulate(seed)
      sum.crashes += crashes
      sum.acknowledged += acknowledged
      sum.crossings += crossings
    }
    // It did get into trouble, and it did work.
    expect(sum.crashes).toBeGreaterThan(seeds)
    expect(sum.acknowledged).toBeGreaterThan(10 * seeds)
    expect(sum.crossings).toBeGreaterThan(seeds)
  })

  it('does the same again for the same seed', async () => {
    expect(await simulate(7)).toEqual(await simulate(7))
  })

  it.each(['acknowledges before the sync', 'tears a transaction'] as const)(
    'notices a store that %s',
    async (defect) => {
      const run = async () => {
        for (let seed = 1; seed <= seedsToCatch; seed++) await simulate(seed, defect)
      }
      await expect(run()).rejects.toThrow(/seed \d+, step \d+: (lost|crossings)/)
    },
  )
})

describe('a wall clock that jumps ahead by a year', () => {
  it('deletes nothing that is younger than the retention', async () => {
    const city = await startModelCity({ random: createRandom(1), defect: 'none' })
    const before = city.clock.now()
    const [hourMs, dayMs] = [3_600_000, 86_400_000]
    city.jump(365 * dayMs)
    for (let minute = 0; minute < 60; minute++) await city.pass(60_000)
    city.end()
    expect(city.disk.deletedBeforeTs).toBeGreaterThan(-Infinity)
    expect(city.disk.deletedBeforeTs).toBeLessThanOrEqual(before + hourMs - 30 * dayMs)
  })
})

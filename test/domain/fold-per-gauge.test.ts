import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { foldPerGauge, newestOfGauges } from '#domain/alarms/fold-per-gauge.ts'
import type { Level } from '#domain/alarms/levels.ts'

const entry = fc.record({
  device: fc.constantFrom('a', 'b', 'c', 'd'),
  to_level: fc.integer({ min: 0, max: 5 }) as fc.Arbitrary<Level>,
})
const flapping = Array.from({ length: 500 }, (_, at) => ({
  device: 'flapping',
  to_level: (at % 2) as Level,
}))
const highest = { device: 'quiet', to_level: 4 as Level }

it('a gauge that flaps pushes no other’s higher level out of a list', () => {
  expect(foldPerGauge([...flapping, highest], 100)).toContain(highest)
  expect(newestOfGauges([...flapping, highest], 3)).toEqual([flapping[0], highest])
})

it('a folded list keeps its order, its length, and of each gauge the newest and the highest', () => {
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 80 }), fc.integer({ min: 8, max: 40 }), (all, max) => {
      const list = all.map((one, at) => ({ ...one, at }))
      const folded = foldPerGauge(list, max)
      expect(folded).toHaveLength(Math.min(max, list.length))
      expect(folded).toEqual(list.filter((one) => folded.includes(one)))
      for (const device of new Set(list.map((one) => one.device))) {
        const own = list.filter((one) => one.device === device)
        const kept = folded.filter((one) => one.device === device)
        expect(kept[0]).toBe(own[0])
        const top = (of: typeof own) => Math.max(...of.map(({ to_level }) => to_level))
        expect(top(kept)).toBe(top(own))
      }
    }),
  )
})

it('where not even one of each gauge fits, the highest levels stay', () => {
  const gauges = Array.from({ length: 9 }, (_, at) => ({
    device: `gauge-${at}`,
    to_level: (at % 6) as Level,
  }))
  const kept = newestOfGauges(gauges, 3)
  expect(kept.map(({ to_level }) => to_level)).toEqual([3, 4, 5])
  expect(foldPerGauge(gauges, 3)).toEqual(kept)
})

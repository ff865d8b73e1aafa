import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { growBox, metresPerDegree } from '#domain/city/geometry/box.ts'
import { bus } from '#domain/kinds/bus/kind.ts'
import type { Values } from '#domain/readings/values.ts'
import { createJudge } from '#ingest/judge/judge.ts'
import type { Memory } from '#ingest/judge/memory.ts'

const start = 1_795_334_400_000
const home = { lat: 35.96, lon: 140.32 }
const city = growBox([140.25, 35.85, 140.53, 36.02], 10_000)

/** A place so many metres north of the depot. */
const north = (metres: number) => ({ ...home, lat: home.lat + metres / metresPerDegree })

/** The reasons of one fix after another, ten seconds apart or as they say. */
function judgeAll(sent: readonly (Values & { at?: number })[], box: typeof city | null = city) {
  const judge = createJudge(bus)
  let memory: Memory | undefined
  return sent.map(({ at, ...values }, index) => {
    const ts = start + (at ?? index * 10) * 1_000
    const judged = judge(memory, { ts, values, clock: [], normallyFlat: false, box })
    memory = judged.memory
    return judged.reasons.join(' ')
  })
}

const jump = 'jump:lat jump:lon'

describe('a position', () => {
  it('that leaps is suspect, and the next right one is not', () => {
    const way = [home, north(200), north(4_700), north(400), north(600)]
    expect(judgeAll(way)).toEqual(['', '', jump, '', ''])
  })

  it('is believed where two agree: the vehicle did go there', () => {
    const way = [home, north(30_000), north(30_200), north(30_400)]
    expect(judgeAll(way, null)).toEqual(['', jump, '', ''])
  })

  it('may be far from the last one after a long silence', () => {
    expect(judgeAll([home, { ...north(9_000), at: 600 }])).toEqual(['', ''])
  })

  it('outside the city and its surroundings is suspect, swapped longitudes too', () => {
    const outside = 'outside_area:lat outside_area:lon'
    expect(judgeAll([{ ...home, lon: 104.32 }])).toEqual([outside])
    expect(judgeAll([{ lat: -home.lat, lon: home.lon }])).toEqual([outside])
    expect(judgeAll([{ ...home, lon: 104.32 }], null)).toEqual([''])
  })

  it('with a poor dilution is suspect', () => {
    const poor = { ...home, hdop: 50 }
    expect(judgeAll([{ ...home, hdop: 2 }, poor])).toEqual(['', 'imprecise:lat imprecise:lon'])
  })

  it('is no fix where both are null: nothing leaps, and the fix before is remembered', () => {
    const none = { lat: null, lon: null }
    const [, second, third] = judgeAll([home, none, north(30_000)])
    expect(second).not.toContain('jump')
    expect(third).toContain('jump')
  })

  it('stays remembered when a second message of the moment has none', () => {
    const none = { lat: null, lon: null }
    const sent = [home, { ...north(300), at: 10 }, { ...none, at: 10 }, { ...north(700), at: 12 }]
    const reasons = judgeAll(sent)
    expect(reasons[3]).toContain('jump')
  })

  it('of a vehicle under its limit never leaps, whatever way it goes', () => {
    const steps = fc.array(
      fc.record({ metres: fc.double({ min: -45, max: 45, noNaN: true }), s: fc.nat(60) }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(steps, (all) => {
        let [at, metres] = [0, 0]
        const way = all.map(({ metres: perSecond, s }) => {
          at += s + 1
          metres += perSecond * (s + 1)
          return { ...north(metres), at }
        })
        expect(judgeAll(way, null).join('')).toBe('')
      }),
    )
  })
})

describe('the load', () => {
  it('above the capacity is suspect; the position is not', () => {
    expect(judgeAll([{ ...home, onboard: 9, capacity: 8 }])).toEqual(['over_capacity:onboard'])
    expect(judgeAll([{ ...home, onboard: 8, capacity: 8 }])).toEqual([''])
    expect(judgeAll([{ ...home, onboard: 9 }])).toEqual([''])
  })
})

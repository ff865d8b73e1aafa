import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createTimeline, findStepMs } from '#simulators/replay/timeline.ts'

const hour = 3_600_000
const startTs = 1_795_334_400_000

describe('the clock of a replay', () => {
  it('ends now, sends nothing before its time and keeps every distance', () => {
    const times = fc.array(fc.integer({ min: 0, max: 40 * 24 * hour }), { minLength: 1 })
    const speed = fc.oneof(fc.constant(Infinity), fc.double({ min: 1, max: 1e6, noNaN: true }))
    fc.assert(
      fc.property(times, speed, (recorded, factor) => {
        const [firstTs, lastTs] = [Math.min(...recorded), Math.max(...recorded)]
        const options = { firstTs, lastTs, speed: factor, keepTime: false, startTs }
        const { shiftMs, dueAt } = createTimeline(options)
        for (const ts of recorded) {
          expect(dueAt(ts)).toBeGreaterThanOrEqual(startTs)
          expect(ts + shiftMs).toBeLessThanOrEqual(Math.ceil(dueAt(ts)))
        }
        expect(Math.abs(dueAt(lastTs) - (lastTs + shiftMs))).toBeLessThanOrEqual(1)
        expect(Number.isInteger(shiftMs)).toBe(true)
      }),
    )
  })

  it('keeps history where it is told to, at its pace', () => {
    const options = { firstTs: 0, lastTs: hour, speed: 60, keepTime: true, startTs }
    const { shiftMs, dueAt } = createTimeline(options)
    expect([shiftMs, dueAt(0), dueAt(hour)]).toEqual([0, startTs, startTs + 60_000])
  })

  it('takes the commonest distance as the step of a series', () => {
    expect(findStepMs([0, 900, 1800, 9000, 9900])).toBe(900)
    expect(findStepMs([7])).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { paceOf } from '#dashboard/map/vehicles/pace.ts'
import { Track, trailMs } from '#dashboard/map/vehicles/track.ts'
import { projectToWorld } from '#dashboard/map/vehicles/world-point.ts'
import { boardScale, shareOf } from '#dashboard/logic/alarm/board-scale.ts'

describe('the trail of a vehicle', () => {
  it('holds ten minutes, ends at the newest fix, and stays short at any pace', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 30_000 }), { maxLength: 900 }), (steps) => {
        const track = new Track()
        let ts = 0
        for (const step of steps) {
          ts += step
          expect(track.add({ ts, x: ts, y: 0 })).toBe(true)
        }
        expect(track.newest?.ts).toBe(steps.length === 0 ? undefined : ts)
        expect(track.fixes.length).toBeLessThanOrEqual(130)
        const oldest = track.fixes[0]
        if (oldest) expect(ts - oldest.ts).toBeLessThanOrEqual(trailMs + 30_000)
      }),
      { numRuns: 40 },
    )
  })

  it('never runs backwards', () => {
    const track = new Track()
    track.add({ ts: 5_000, x: 1, y: 1 })
    expect(track.add({ ts: 5_000, x: 2, y: 2 })).toBe(false)
    expect(track.add({ ts: 4_000, x: 2, y: 2 })).toBe(false)
    expect(track.newest).toMatchObject({ x: 1 })
  })

  it('takes its past in front of what came live, in order', () => {
    const track = new Track()
    track.add({ ts: 100_000, x: 3, y: 0 })
    track.addHistory([10_000, 50_000, 100_000, 200_000].map((ts) => ({ ts, x: 1, y: 0 })))
    expect(track.fixes.map(({ ts }) => ts)).toEqual([10_000, 50_000, 100_000])
    expect(track.newest?.x).toBe(3)
  })

  it('ends before a doubtful fix and begins again after it, live and in its past', () => {
    const cuts = (track: Track) => track.fixes.map(({ ts, isCut = false }) => [ts, isCut])
    const track = new Track()
    track.add({ ts: 100_000, x: 3, y: 0 })
    track.cut()
    // So close to the one before that the next takes its place: the way is still cut there.
    track.add({ ts: 105_000, x: 9, y: 0 })
    track.add({ ts: 120_000, x: 10, y: 0 })
    track.add({ ts: 140_000, x: 11, y: 0 })
    const [first, second] = [10_000, 50_000].map((ts) => ({ ts, x: 1, y: 0 }))
    track.addHistory([first ?? null, null, second ?? null])
    expect(cuts(track)).toEqual([
      [10_000, false],
      [50_000, true],
      [100_000, false],
      [120_000, true],
      [140_000, false],
    ])
  })

  it('lies where Web Mercator puts it', () => {
    expect(projectToWorld(0, 0)).toEqual({ x: 128, y: 128 })
    const { x, y } = projectToWorld(180, -85.051_128_78)
    expect(x).toBe(256)
    expect(y).toBeCloseTo(256, 5)
  })
})

describe('the staff gauge', () => {
  it('holds every threshold and the value, with few enough ticks to count', () => {
    const heights = fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 1 })
    fc.assert(
      fc.property(heights, fc.double({ min: -30, max: 30, noNaN: true }), (values, value) => {
        const scale = boardScale(
          values.map((height) => ({ value: height })),
          value,
        )
        for (const height of [...values, value]) {
          expect(shareOf(height, scale)).toBeGreaterThan(0)
          expect(shareOf(height, scale)).toBeLessThan(1)
        }
        expect((scale.high - scale.low) / scale.tick).toBeLessThanOrEqual(43)
      }),
    )
  })
})

describe('the pace of vehicles', () => {
  it('glides only where few move and the reader lets them', () => {
    expect([paceOf(6, false), paceOf(6, true), paceOf(1_000, false)]).toMatchObject([
      { glides: true, trailsEveryMs: 1_000 },
      { glides: false, trailsEveryMs: 10_000 },
      { glides: false, drawEveryMs: 1_000, trailsEveryMs: 10_000 },
    ])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFlushWindow, windowMaxMs } from '#api/live/pace/flush-window.ts'

const calm = () => 0

describe('the window of the live stream', () => {
  it('is closed before anything was sent', () => {
    expect(createFlushWindow(calm).ms).toBe(0)
  })

  it('keeps sending within a sixteenth of the time', () => {
    const window = createFlushWindow(calm)
    for (let n = 0; n < 50; n += 1) window.record(4)
    expect(4 / (window.ms + 4)).toBeCloseTo(1 / 16, 3)
  })

  it('forgets one slow update within a few quick ones', () => {
    const window = createFlushWindow(calm)
    window.record(20)
    const after = window.ms
    for (let n = 0; n < 20; n += 1) window.record(0.1)
    expect(window.ms).toBeLessThan(after / 20)
  })

  it('opens wide when the process is busy, whatever sending costs', () => {
    expect(createFlushWindow(() => 1).ms).toBe(windowMaxMs)
    expect(createFlushWindow(() => 0.5).ms).toBe(0)
  })

  it('never leaves its bounds', () => {
    const shares = fc.double({ min: 0, max: 1, noNaN: true })
    const costs = fc.array(fc.double({ min: 0, max: 10_000, noNaN: true }))
    fc.assert(
      fc.property(shares, costs, (share, list) => {
        const window = createFlushWindow(() => share)
        for (const cost of list) window.record(cost)
        expect(window.ms).toBeGreaterThanOrEqual(0)
        expect(window.ms).toBeLessThanOrEqual(windowMaxMs)
      }),
    )
  })
})

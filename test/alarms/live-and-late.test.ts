import { describe, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { createReading, follow, lenient, minute, start, tell, toChange } from './step-rig.ts'

/** A value of so many minutes after the start, received at another. */
const sent = (level_m: number | null, minutes: number, received = minutes) =>
  toChange({
    reading: createReading(level_m, minutes, { received_ts: start + received * minute }),
  })

describe('a late value', () => {
  it('enters the record only, whatever its order', () => {
    const now = 400
    const peak = [0.8, 1.2, 1.6, 1.45, 1.2, 0.8].map((value, at) => sent(value, at * 10, now))
    const forward = follow(peak)
    const backward = follow(peak.toReversed())
    for (const { crossings, gauge } of [forward, backward]) {
      expect(crossings.every(({ found }) => found === 'later')).toBe(true)
      expect(gauge.alarm).toBe(0)
    }
    const standing = ({ gauge }: typeof forward) =>
      gauge.standing.map(({ ts, from_level, to_level }) => [ts, from_level, to_level])
    expect(standing(backward)).toEqual(standing(forward))
    expect(standing(forward)).toHaveLength(3)
  })

  it('neither clears the alarm that stands', () => {
    const { gauge } = follow([sent(1.6, 0), sent(0.8, 60, 200)])
    expect(gauge).toMatchObject({ alarm: 4, state: { level: 0 } })
    expect(follow([sent(0.8, 200)], lenient, gauge).gauge.alarm).toBe(0)
  })

  it('is one older than three intervals at receipt, from ten minutes to an hour', () => {
    expect(follow([sent(1.6, 0, 30)]).gauge.alarm).toBe(4)
    expect(follow([sent(1.6, 0, 31)]).gauge.alarm).toBe(0)
    const mode = (name: string) => ({ level_m: 1.6, mode: name })
    const calm = (received: number) =>
      toChange({
        reading: createReading(1.6, 0, {
          values: mode('calm'),
          received_ts: start + received * minute,
        }),
      })
    expect(follow([calm(60)]).gauge.alarm).toBe(4)
    expect(follow([calm(61)]).gauge.alarm).toBe(0)
    const fast = { ...lenient, device: { ...lenient.device, every_ms: { active: 10_000 } } }
    expect(follow([sent(1.6, 0, 10)], fast).gauge.alarm).toBe(4)
    expect(follow([sent(1.6, 0, 11)], fast).gauge.alarm).toBe(0)
  })
})

describe('a live value', () => {
  it('raises also where late ones hold the state in the record already', () => {
    const buffer = [0.8, 1.6, 1.7].map((value, at) => sent(value, at * 10, 120))
    const { crossings, gauge } = follow([...buffer, sent(1.72, 120)])
    expect(crossings.map(tell)).toEqual(['0→4 raised danger late', 'confirms 1: 0→4'])
    expect(crossings[1]).toMatchObject({ ts: start + 120 * minute, value: 1.72, confirmed: true })
    expect(gauge).toMatchObject({ alarm: 4, standing: [{ crossing_seq: 1 }] })
  })

  it('raises what it reaches where late ones were higher', () => {
    const { crossings, gauge } = follow([sent(1.6, 0, 120), sent(1.35, 120)])
    expect(gauge.alarm).toBe(1)
    expect(crossings.map(tell)).toEqual([
      '0→4 raised danger late',
      '4→1 cleared caution late',
      'confirms 2: 0→1',
    ])
  })

  it('raises nothing again where its alarm stands', () => {
    const away = [sent(1.6, 0), sent(0.8, 40, 120), sent(1.6, 60, 120)]
    const { crossings, gauge } = follow([...away, sent(1.62, 120)])
    expect(gauge.alarm).toBe(4)
    expect(crossings.filter(({ found }) => found === 'live').map(tell)).toEqual([
      '0→4 raised danger',
    ])
  })

  it('that a newer one has overtaken raises nothing', () => {
    const { gauge, crossings } = follow([sent(0.8, 10), sent(1.6, 5, 10)])
    expect(gauge.alarm).toBe(0)
    expect(crossings.every(({ found }) => found === 'later')).toBe(true)
  })
})

describe('a correction', () => {
  const revise = (level_m: number | null, minutes: number, received: number) => {
    const received_ts = start + received * minute
    const reading = createReading(level_m, minutes, { received_ts })
    return toChange({ reading, outcome: outcomes.revision })
  }

  it('clears and lowers at once, however old the value', () => {
    expect(follow([sent(1.6, 0), revise(0.8, 0, 600)]).gauge.alarm).toBe(0)
    expect(follow([sent(1.6, 0), revise(1.35, 0, 600)]).gauge.alarm).toBe(1)
    expect(follow([sent(0.8, 0), sent(1.6, 1), revise(null, 1, 600)]).gauge.alarm).toBe(0)
  })

  it('raises only while the value is one of now', () => {
    expect(follow([sent(0.8, 0), revise(1.6, 0, 30)]).gauge.alarm).toBe(4)
    const { gauge, crossings } = follow([sent(0.8, 0), revise(1.6, 0, 31)])
    expect(gauge.alarm).toBe(0)
    expect(crossings.map(tell)).toEqual(['0→4 raised danger late'])
  })
})

import { describe, expect, it } from 'vitest'
import { showGauge } from '#alarms/level/gauge.ts'
import type { GaugeChange } from '#alarms/level/step-gauge.ts'
import { outcomes } from '#domain/commit.ts'
import type { Reason } from '#domain/readings/flags.ts'
import { createReading, follow, minute, start, strict, tell, toChange } from './step-rig.ts'

const every = 10
const read = (values: readonly number[], from = 0) =>
  values.map((value, at) => toChange({ reading: createReading(value, (from + at) * every) }))
const play = (values: readonly number[]) => follow(read(values), strict)
const shown = (values: readonly number[]) => {
  const { level, confirmed } = showGauge(play(values).gauge, strict)
  return [level, confirmed]
}
const told = (values: readonly number[]) => play(values).crossings.map(tell)

const lapse = (at: number, minutes: number): GaugeChange => ({
  type: 'lapse',
  record: {
    kind: 'flood',
    device: 'gauge-1',
    ts: start + at * every * minute,
    at_ts: start + minutes * minute,
  },
  outcome: outcomes.stored,
})

describe('a rise that is too fast', () => {
  it('shows at once as unconfirmed, and raises nothing', () => {
    expect(told([0.8, 1.6])).toEqual(['0→4 raised danger ?'])
    expect(shown([0.8, 1.6])).toEqual([4, false])
    expect(play([0.8, 1.6]).gauge.alarm).toBe(0)
  })

  it('is confirmed by the next value at its level, at the time of the first', () => {
    const { crossings, gauge } = play([0.8, 1.6, 1.62])
    expect(crossings.map(tell)).toEqual(['0→4 raised danger ?', 'confirms 1: 0→4'])
    expect(crossings[1]).toMatchObject({ ts: start + every * minute, found: 'live', value: 1.6 })
    expect(gauge.alarm).toBe(4)
    expect(shown([0.8, 1.6, 1.62])).toEqual([4, true])
  })

  it('is withdrawn by the way back, which needs no confirmation', () => {
    expect(told([0.8, 5, 0.8])).toEqual(['0→4 raised danger ?', 'withdraws 1: 4→0 ?'])
    expect(shown([0.8, 5, 0.8])).toEqual([0, true])
  })

  it('is decided for each threshold: reached ones count, the others are withdrawn', () => {
    const { crossings, gauge } = play([0.8, 1.6, 1.45])
    expect(crossings.map(tell)).toEqual([
      '0→4 raised danger ?',
      'withdraws 1: 4→0 ?',
      '0→2 raised caution',
    ])
    expect(crossings[2]).toMatchObject({ ts: start + every * minute, threshold: 1.4 })
    expect(gauge.alarm).toBe(2)
  })

  it('is unconfirmed alone where an alarm stands already', () => {
    expect(shown([1.35, 1.9])).toEqual([4, false])
    expect(play([1.35, 1.9]).gauge.alarm).toBe(1)
    expect(told([1.35, 1.9, 1.36])).toEqual([
      '0→1 raised standby',
      '1→4 raised danger ?',
      'withdraws 2: 4→1 ?',
    ])
  })

  it('of 1.4 m in half an hour raises within two readings', () => {
    const flood = [0.2, 0.67, 1.14, 1.6]
    expect(play([...flood, 2.07]).gauge.alarm).toBe(4)
    const steep = [0.2, 1.0, 1.8, 2.6]
    expect(play(steep).gauge.alarm).toBe(4)
  })

  it('that is not too fast raises at once', () => {
    expect(told([1.25, 1.54])).toEqual(['0→4 raised danger'])
  })
})

describe('a fall that is too fast', () => {
  it('clears with the next value below, at the time of the first', () => {
    expect(told([1.6, 0.8])).toEqual(['0→4 raised danger'])
    expect(shown([1.6, 0.8])).toEqual([4, true])
    const { crossings, gauge } = play([1.6, 0.8, 0.79])
    expect(crossings.map(tell)).toEqual(['0→4 raised danger', '4→0 cleared standby'])
    expect(crossings[1]?.ts).toBe(start + every * minute)
    expect(gauge.alarm).toBe(0)
  })

  it('of one value changes nothing', () => {
    expect(told([1.6, 0.2, 1.61])).toEqual(['0→4 raised danger'])
  })
})

describe('a rise that nothing follows', () => {
  const lost = follow([...read([0.8, 1.6]), lapse(1, 25)], strict)

  it('becomes an alarm that says so, and stays unconfirmed', () => {
    expect(lost.crossings.map(tell)).toEqual([
      '0→4 raised danger ?',
      'confirms 1: 0→4 ? lost_unconfirmed',
    ])
    expect(lost.gauge.alarm).toBe(4)
    expect(showGauge(lost.gauge, strict)).toMatchObject({ level: 4, confirmed: false })
  })

  it('is confirmed, or withdrawn, by what comes at last', () => {
    const next = (value: number) => {
      const { gauge, crossings } = follow(read([value], 6), strict, lost.gauge)
      return [gauge.alarm, gauge.isLost, ...crossings.map((one) => one.found)]
    }
    expect(next(1.7)).toEqual([4, false, 'later'])
    expect(next(0.8)).toEqual([0, false, 'live'])
  })

  it('is no longer one where something came just before the time had passed', () => {
    const { crossings } = follow([...read([0.8, 1.6, 1.6]), lapse(1, 25)], strict)
    expect(crossings.map(tell)).toEqual(['0→4 raised danger ?', 'confirms 1: 0→4'])
  })
})

describe('a clock that runs ahead', () => {
  const ahead = (value: number, at: number, reason: Reason = 'clock_future') => {
    const received_ts = start + at * every * minute
    const place = { place_ts: received_ts, received_ts }
    const reading = createReading(value, at * every + 9 * 60, { ...place, reasons: [reason] })
    return toChange({ reading })
  }

  it('shows as unconfirmed, and a second value at the threshold raises', () => {
    const { crossings, gauge } = follow([ahead(1.6, 0), ahead(1.61, 1)], strict)
    expect(crossings.map(tell)).toEqual([
      '0→4 raised danger ? clock_fault',
      'confirms 1: 0→4 clock_fault',
    ])
    // Both are of the first one, at its receipt: never at a time to come.
    expect(crossings.map(({ place_ts }) => place_ts)).toEqual([start, start])
    expect(gauge.alarm).toBe(4)
  })

  it('is cleared by two values below', () => {
    const values = [ahead(1.6, 0), ahead(1.6, 1), ahead(0.8, 2)]
    expect(follow(values, strict).gauge.alarm).toBe(4)
    expect(follow([...values, ahead(0.8, 3)], strict).gauge.alarm).toBe(0)
  })

  it('of a gateway in doubt enters the record only', () => {
    const { crossings, gauge } = follow([ahead(1.6, 0, 'clock_doubt')], strict)
    expect(crossings.map(tell)).toEqual(['0→4 raised danger late'])
    expect(gauge.alarm).toBe(0)
    expect(showGauge(gauge, strict)).toMatchObject({ level: 4, confirmed: false })
  })

  it('that is proven slow, or beside a server that is wrong, raises at once', () => {
    expect(follow([ahead(1.6, 0, 'clock_slow')], strict).gauge.alarm).toBe(4)
    expect(follow([ahead(1.6, 0, 'server_clock')], strict).gauge.alarm).toBe(4)
  })
})

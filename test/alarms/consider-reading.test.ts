import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes, type Outcome } from '#domain/commit.ts'
import { flags, type Flag, type Reason } from '#domain/readings/flags.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import { considerReading, type GaugeLevel } from '#alarms/consider-reading.ts'

const start = 1_795_334_400_000
const minute = 60_000

/** 新横利根: no level 3. */
const thresholds: Thresholds = {
  standby: 1.3,
  caution: 1.4,
  evac: null,
  danger: 1.5,
  overflow: null,
  authority: 'official',
  source: 'https://example.org',
  verified: true,
  valid_from: null,
}

function createReading(
  level_m: number | null,
  minutes: number,
  more: Partial<Reading> = {},
): Reading {
  const ts = start + minutes * minute
  return {
    kind: 'flood',
    device: 'gauge-1',
    ts,
    received_ts: ts + 200,
    seq: null,
    boot: null,
    origin: 'field',
    values: { level_m },
    flag: flags.pass,
    reasons: [],
    ...more,
  }
}

interface Step {
  reading: Reading
  outcome?: Outcome
}

/** The crossings of a series, as `from→to threshold`. */
function crossingsOf(steps: readonly Step[]) {
  let state: GaugeLevel | undefined
  return steps.flatMap(({ reading, outcome = outcomes.stored }) => {
    const found = considerReading(state, { reading, outcome }, { field: 'level_m', thresholds })
    state = found.state
    const { crossing } = found
    if (!crossing) return []
    return `${crossing.from_level}→${crossing.to_level} ${crossing.direction} ${crossing.threshold_key}`
  })
}

const series = (values: readonly (number | null)[]) =>
  values.map((value, minutes) => ({ reading: createReading(value, minutes) }))

describe('a crossing', () => {
  it('is raised when a threshold is reached, not only passed', () => {
    expect(crossingsOf(series([1.2, 1.299, 1.3, 1.31]))).toEqual(['0→1 raised standby'])
  })

  it('names the highest threshold reached, and on the way down the lowest one left', () => {
    expect(crossingsOf(series([1, 1.6, 1.35, 1]))).toEqual([
      '0→4 raised danger',
      '4→1 cleared caution',
      '1→0 cleared standby',
    ])
  })

  it('is raised by the very first reading of a gauge that is installed in a flood', () => {
    expect(crossingsOf(series([1.45]))).toEqual(['0→2 raised caution'])
  })

  it('says where it comes from', () => {
    const reading = createReading(1.45, 0, { origin: 'simulated', flag: flags.suspect })
    const { crossing } = considerReading(
      undefined,
      { reading, outcome: 0 },
      { field: 'level_m', thresholds },
    )
    expect(crossing).toEqual({
      device: 'gauge-1',
      kind: 'flood',
      ts: start,
      received_ts: start + 200,
      from_level: 0,
      to_level: 2,
      direction: 'raised',
      field: 'level_m',
      value: 1.45,
      threshold: 1.4,
      threshold_key: 'caution',
      authority: 'official',
      flag: flags.suspect,
      origin: 'simulated',
    })
  })
})

describe('what decides a level', () => {
  const flagged = (flag: Flag, reasons: Reason[]) => ({
    reading: createReading(1.6, 1, { flag, reasons }),
  })
  const calm = { reading: createReading(1, 0) }

  it.each<[string, Flag, Reason]>([
    ['a step is a flood until shown otherwise', flags.suspect, 'step:level_m'],
    ['a suspect rain does not matter', flags.suspect, 'soft_range:rain_mm'],
    ['a dying battery does not silence the gauge', flags.fail, 'range:battery_v'],
  ])('counts: %s', (_, flag, reason) => {
    expect(crossingsOf([calm, flagged(flag, [reason])])).toHaveLength(1)
  })

  it.each<[string, Flag, Reason]>([
    ['what the sensor cannot measure is no level', flags.fail, 'range:level_m'],
    ['a dead sensor has no level', flags.fail, 'flat:level_m'],
    ['a clock in the future is not believed', flags.suspect, 'clock_future'],
    ['a clock in the past is not believed', flags.suspect, 'clock_ancient'],
  ])('does not count: %s', (_, flag, reason) => {
    expect(crossingsOf([calm, flagged(flag, [reason])])).toEqual([])
  })

  it('is not a missing value: the level stays what it was', () => {
    expect(crossingsOf(series([1.45, null, 1.46]))).toEqual(['0→2 raised caution'])
  })

  it('is news only: late data raises nothing', () => {
    const late = [createReading(1.2, 10), createReading(1.9, 5), createReading(1.2, 11)]
    expect(crossingsOf(late.map((reading) => ({ reading })))).toEqual([])
  })

  it('is never the same reading twice, but its correction is', () => {
    const first = { reading: createReading(1.2, 1) }
    const repeated = { reading: createReading(1.2, 1), outcome: outcomes.duplicate }
    const corrected = { reading: createReading(1.6, 1), outcome: outcomes.revision }
    expect(crossingsOf([first, repeated])).toEqual([])
    expect(crossingsOf([first, corrected])).toEqual(['0→4 raised danger'])
  })
})

describe('the crossings of any series', () => {
  const value = fc.double({ min: 0.5, max: 2, noNaN: true })

  it('lead from each level to the next without a hole, and end at the last level', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), (values) => {
        let level = 0
        let state: GaugeLevel | undefined
        for (const { reading } of series(values)) {
          const found = considerReading(
            state,
            { reading, outcome: 0 },
            { field: 'level_m', thresholds },
          )
          state = found.state
          if (!found.crossing) continue
          expect(found.crossing.from_level).toBe(level)
          expect(found.crossing.to_level).not.toBe(level)
          level = found.crossing.to_level
        }
        expect(level).toBe(levelOf(values.at(-1) ?? null, thresholds))
      }),
    )
  })

  it('are the same when every reading comes twice or some come late', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), fc.nat(), (values, at) => {
        const once = series(values)
        const doubled = once.flatMap((step) => [step, { ...step, outcome: outcomes.duplicate }])
        const late = once.toSpliced(1 + (at % (once.length - 1)), 0, {
          reading: createReading(9, -1),
        })
        expect(crossingsOf(doubled)).toEqual(crossingsOf(once))
        expect(crossingsOf(late)).toEqual(crossingsOf(once))
      }),
    )
  })
})

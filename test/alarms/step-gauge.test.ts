import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { flags, type Flag, type Reason } from '#domain/readings/flags.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import { stepGauge, type GaugeChange } from '#alarms/level/step-gauge.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import {
  start,
  minute,
  thresholds,
  createReading,
  device,
  follow,
  toChange,
  tell,
  crossingsOf,
} from './step-rig.ts'

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
    const { crossings } = follow([toChange({ reading })])
    expect(crossings[0]).toEqual({
      ...plainCrossing,
      crossing_seq: 1,
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

  it('is not taken away by a correction that a clock set back has sent', () => {
    const raised = { reading: createReading(1.9, 1) }
    const corrected = { ...flagged(flags.fail, ['clock_future']), outcome: outcomes.revision }
    expect(crossingsOf([raised, corrected])).toEqual(['0→4 raised danger'])
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
        for (const { from_level, to_level } of follow(series(values).map(toChange)).crossings) {
          expect(from_level).toBe(level)
          expect(to_level).not.toBe(level)
          level = to_level
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

describe('a newest value that is gone', () => {
  const revised = (level_m: number | null, minutes: number) => ({
    reading: createReading(level_m, minutes, { received_ts: start + 60 * minute }),
    outcome: outcomes.revision,
  })
  const judge = (minutes: number, flag: Flag, reasons: Reason[]): GaugeChange => {
    const verdict = { flag, reasons, author: 'officer', note: '清掃中', at_ts: start + 60 * minute }
    const ts = start + minutes * minute
    return {
      type: 'verdict',
      record: { ...verdict, kind: 'flood', device: 'gauge-1', ts },
      outcome: outcomes.stored,
    }
  }
  const fail = (minutes: number) => judge(minutes, flags.fail, ['corrected'])

  it('takes back the crossing that it alone made, and says why', () => {
    const toNull = follow([...series([0.8, 1.6]), revised(null, 1)].map(toChange))
    expect(toNull.crossings.map(tell)).toEqual(['0→4 raised danger', 'withdraws 1: 4→0'])
    expect(toNull.crossings[1]).toMatchObject({
      crossing_seq: 2,
      ts: start + minute,
      received_ts: start + 60 * minute,
      direction: 'cleared',
      value: 1.6,
      reason: 'revised',
    })
    expect(toNull.gauge).toMatchObject({ level: 0, unusableTs: start + minute, standing: [] })
    const failed = follow([...series([0.8, 1.6]).map(toChange), fail(1)])
    expect(failed.crossings[1]).toMatchObject({ withdraws: 1, reason: 'judged' })
  })

  it('lets an alarm stand again that only it had cleared', () => {
    const { crossings, gauge } = follow([...series([1.6, 0.8]).map(toChange), fail(1)])
    expect(crossings.map(tell)).toEqual([
      '0→4 raised danger',
      '4→0 cleared standby',
      'withdraws 2: 0→4',
    ])
    expect(gauge).toMatchObject({ level: 4, standing: [{ crossing_seq: 1 }] })
  })

  it('takes back one after the other, down to where the gauge began', () => {
    const { crossings, gauge } = follow([
      ...series([1.35, 1.45, 1.6]).map(toChange),
      fail(2),
      fail(1),
      fail(0),
    ])
    expect(crossings.slice(3).map(tell)).toEqual([
      'withdraws 3: 4→2',
      'withdraws 2: 2→1',
      'withdraws 1: 1→0',
    ])
    expect(gauge).toMatchObject({ level: 0, values: [], standing: [] })
  })

  it('is a crossing where a value counts that was not the one before then', () => {
    const late = { reading: createReading(1.35, 1) }
    const steps = [...series([0.8]), { reading: createReading(1.6, 2) }, late].map(toChange)
    expect(follow([...steps, fail(2)]).crossings.map(tell)).toEqual([
      '0→4 raised danger',
      '4→1 cleared caution',
    ])
  })

  it('is also one that became another: two crossings of one value are taken back together', () => {
    const steps = [...series([0.8, 1.35]), revised(1.6, 1), revised(0.9, 1)]
    expect(crossingsOf(steps)).toEqual([
      '0→1 raised standby',
      '1→4 raised danger',
      'withdraws 2: 4→1',
      'withdraws 1: 1→0',
    ])
    expect(crossingsOf([...series([0.8, 1.6]), revised(1.35, 1)])).toEqual([
      '0→4 raised danger',
      '4→1 cleared caution',
    ])
  })

  it('changes nothing where an earlier one goes: the record keeps what was seen', () => {
    const { crossings, gauge } = follow([...series([1.6, 0.8]).map(toChange), fail(0)])
    expect(crossings).toHaveLength(2)
    expect(gauge.values).toMatchObject([{ value: 0.8 }])
  })

  it('asks the store where none is kept, or one may count again', () => {
    const many = series(Array.from({ length: 20 }, () => 0.8))
    const gone = many.map((_, minutes) => fail(minutes)).toReversed()
    const { gauge } = follow([...many.map(toChange), ...gone.slice(0, 7)])
    const rule = { device, field: 'level_m', nextSeq: 1 }
    expect(gauge.values).toHaveLength(1)
    expect(stepGauge(gauge, fail(12), rule).ask).toMatchObject({ beforeTs: start + 12 * minute })
    const restored = judge(15, flags.pass, ['corrected'])
    expect(stepGauge(gauge, restored, rule).ask).toMatchObject({
      beforeTs: start + 19 * minute + 1,
    })
  })
})

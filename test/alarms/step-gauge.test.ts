import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { flags, type Flag, type Reason } from '#domain/readings/flags.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { GaugeChange } from '#alarms/level/step-gauge.ts'
import { plainCrossing } from '#test/support/plain-crossing.ts'
import {
  start,
  minute,
  thresholds,
  createReading,
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
      place_ts: start,
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

  it('does not count: what the sensor cannot measure is no level', () => {
    expect(crossingsOf([calm, flagged(flags.fail, ['range:level_m'])])).toEqual([])
  })

  it('is not a missing value: the level stays what it was', () => {
    expect(crossingsOf(series([1.45, null, 1.46]))).toEqual(['0→2 raised caution'])
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

  it('are the same when every reading comes twice', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 2 }), (values) => {
        const once = series(values)
        const doubled = once.flatMap((step) => [step, { ...step, outcome: outcomes.duplicate }])
        expect(crossingsOf(doubled)).toEqual(crossingsOf(once))
      }),
    )
  })
})

describe('a value that is gone', () => {
  const revised = (level_m: number | null, minutes: number) => ({
    reading: createReading(level_m, minutes, { received_ts: start + 20 * minute }),
    outcome: outcomes.revision,
  })
  const judge = (minutes: number, flag: Flag, reasons: Reason[]) => {
    const verdict = { flag, reasons, author: 'officer', note: '清掃中', at_ts: start + 20 * minute }
    const ts = start + minutes * minute
    return {
      type: 'verdict',
      record: { ...verdict, kind: 'flood', device: 'gauge-1', ts },
      outcome: outcomes.stored,
    } satisfies GaugeChange
  }
  const fail = (minutes: number) => judge(minutes, flags.fail, ['corrected'])

  it('is not one that is only doubted later: that raises, clears and withdraws nothing', () => {
    const levels = fc.array(fc.constantFrom(0.8, 1.35, 1.45, 1.6), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(
        levels,
        fc.array(fc.nat(19), { maxLength: 8 }),
        fc.nat(60),
        (values, at, late) => {
          const sent = values.map((value, minutes) =>
            toChange({
              reading: createReading(value, minutes, {
                received_ts: start + (minutes + late) * minute,
              }),
            }),
          )
          const doubts = at
            .filter((minutes) => minutes < values.length)
            .map((minutes) => judge(minutes, flags.suspect, ['flat:level_m']))
          const doubted = follow(doubts, undefined, follow(sent).gauge)
          expect(doubted.crossings).toEqual([])
          expect(doubted.gauge.alarm).toBe(follow(sent).gauge.alarm)
          expect(doubted.gauge.state.level).toBe(follow(sent).gauge.state.level)
          const doubtsNewest = doubts.some(
            ({ record }) => record.ts === doubted.gauge.values[0]?.ts,
          )
          expect(doubted.gauge.values[0]?.flag).toBe(doubtsNewest ? flags.suspect : flags.pass)
        },
      ),
    )
  })

  it('takes back the crossing that it made, and says why', () => {
    const toNull = follow([...series([0.8, 1.6]), revised(null, 1)].map(toChange))
    expect(toNull.crossings.map(tell)).toEqual(['0→4 raised danger', 'withdraws 1: 4→0'])
    expect(toNull.crossings[1]).toMatchObject({
      crossing_seq: 2,
      ts: start + minute,
      received_ts: start + 20 * minute,
      direction: 'cleared',
      value: 1.6,
      reason: 'revised',
    })
    const { gauge } = toNull
    expect(gauge).toMatchObject({ alarm: 0, unusablePlaceTs: start + minute, standing: [] })
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
    expect(gauge).toMatchObject({ alarm: 4, standing: [{ crossing_seq: 1 }] })
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
    expect(gauge).toMatchObject({ alarm: 0, values: [], standing: [] })
  })

  it('is also one that became another: the record is what is stored now', () => {
    const steps = [...series([0.8, 1.35]), revised(1.6, 1), revised(0.9, 1)]
    expect(crossingsOf(steps)).toEqual([
      '0→1 raised standby',
      'withdraws 1: 1→0',
      '0→4 raised danger',
      'withdraws 3: 4→0',
    ])
    expect(follow(steps.map(toChange)).gauge).toMatchObject({ alarm: 0 })
  })

  it('leaves the record also where a newer one follows, and the alarm as it is', () => {
    const { crossings, gauge } = follow([...series([1.6, 0.8]).map(toChange), fail(0)])
    expect(crossings.slice(2).map(tell)).toEqual(['withdraws 2: 0→4 late', 'withdraws 1: 4→0 late'])
    expect(gauge).toMatchObject({ alarm: 0, values: [{ value: 0.8 }] })
  })

  it('raises only while the value that counts then is one of now', () => {
    const restored = (at_ts: number) => {
      const { record, ...rest } = fail(1) as Extract<GaugeChange, { type: 'verdict' }>
      return follow([
        ...series([1.6, 0.8]).map(toChange),
        { ...rest, record: { ...record, at_ts } },
      ])
    }
    expect(restored(start + 30 * minute).gauge.alarm).toBe(4)
    const late = restored(start + 31 * minute)
    expect(late.gauge).toMatchObject({ alarm: 0, state: { level: 4 } })
    expect(late.crossings.map(tell).at(-1)).toBe('withdraws 2: 0→4 late')
  })

  it('asks the store where none is kept, or one may count again', () => {
    const many = series(Array.from({ length: 40 }, () => 0.8))
    const gone = many.map((_, minutes) => fail(minutes)).toReversed()
    const { gauge } = follow([...many.map(toChange), ...gone.slice(0, 23)])
    expect(gauge).toMatchObject({ values: [{ value: 0.8 }], repair: null })
    const emptied = follow([fail(16)], undefined, gauge).gauge
    expect(emptied).toMatchObject({ values: [], repair: { fromTs: start + 16 * minute } })
    const restored = follow([judge(35, flags.pass, [])], undefined, gauge).gauge
    expect(restored.repair).toMatchObject({ fromTs: start + 35 * minute })
  })
})

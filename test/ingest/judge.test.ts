import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { flags, type Reason } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Device } from '#domain/devices/device.ts'
import { farm } from '#domain/kinds/farm/kind.ts'
import { flood } from '#domain/kinds/flood/kind.ts'
import { createJudge } from '#ingest/judge/judge.ts'
import type { Memory } from '#ingest/judge/memory.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const start = 1_795_334_400_000

interface Sent {
  ts: number
  values: Values
  clock?: readonly Reason[]
}

/** Judges readings one after the other, their times believed unless told otherwise. */
function judgeAll(sent: readonly Sent[], options: { kind?: Kind; normallyFlat?: boolean } = {}) {
  const { kind = flood, normallyFlat = false } = options
  const judge = createJudge(kind)
  let memory: Memory | undefined
  return sent.map(({ ts, values, clock = [] }) => {
    const judged = judge(memory, { ts, values, clock, normallyFlat })
    memory = judged.memory
    return { flag: judged.flag, reasons: judged.reasons }
  })
}

const levels = (values: readonly (number | null)[], everyMs = 10 * minute): Sent[] =>
  values.map((level_m, index) => ({ ts: start + index * everyMs, values: { level_m } }))

describe('a single value', () => {
  it.each([
    [{ level_m: 1.2 }, flags.pass, []],
    [{ level_m: 30 }, flags.pass, []],
    [{ level_m: 30.001 }, flags.fail, ['range:level_m']],
    [{ level_m: -99 }, flags.fail, ['range:level_m']],
    [{ level_m: null }, flags.missing, ['no_value:level_m']],
    [{ rain_mm: 51 }, flags.suspect, ['soft_range:rain_mm']],
    [{ level_m: null, rain_mm: 51 }, flags.suspect, ['no_value:level_m', 'soft_range:rain_mm']],
    [{ level_m: 1.2, battery_v: 99 }, flags.fail, ['range:battery_v']],
    [{ rain_mm: 3, mode: 'active' }, flags.pass, []],
  ])('%j is flagged %i for %j', (values, flag, reasons) => {
    expect(judgeAll([{ ts: start, values }])).toEqual([{ flag, reasons }])
  })
})

describe('a device with limits of its own', () => {
  const judgeWith = (guards: NonNullable<Device['guards']>, values: readonly number[]) => {
    const judge = createJudge(flood)
    let memory: Memory | undefined
    return levels(values).map((sent) => {
      const judged = judge(memory, { ...sent, clock: [], normallyFlat: false, guards })
      memory = judged.memory
      return judged.reasons
    })
  }

  it('is judged by them in the place of its kind’s, field by field', () => {
    const guards = { level_m: { max: 3, stepPer10Min: 2 } }
    expect(judgeWith(guards, [1, 2.5, 3.2])).toEqual([[], [], ['soft_range:level_m']])
    expect(judgeWith({ rain_mm: { max: 9 } }, [1, 2.5])).toEqual([[], ['step:level_m']])
  })

  it('still fails what its sensor cannot say', () => {
    expect(judgeWith({ level_m: { max: 99 } }, [31])).toEqual([['range:level_m']])
  })
})

describe('a time that is not believed', () => {
  it('lowers the flag to suspect, and does not spoil the judgement of what comes after', () => {
    const wild = { ts: start + 400 * day, values: { level_m: 9 }, clock: ['clock_future'] as const }
    const after = { ts: start + 20 * minute, values: { level_m: 1.02 } }
    const judged = judgeAll([...levels([1, 1.01]), wild, after])
    expect(judged.map(({ flag }) => flag)).toEqual([1, 1, 3, 1])
    expect(judged[2]?.reasons).toEqual(['clock_future'])
  })

  it('is compared all the same where only the clock of the server is wrong', () => {
    const clock = ['clock_future', 'server_clock'] as const
    const sent = [1, 1.01, 1.9].map((level_m, n) => ({
      ts: start + n * 10 * minute,
      values: { level_m },
      clock,
    }))
    expect(judgeAll(sent).at(-1)?.reasons).toEqual([...clock, 'step:level_m'])
  })
})

describe('a step (QARTOD test 7)', () => {
  it('of more than 0.3 m in ten minutes is suspect, never fail', () => {
    const judged = judgeAll(levels([1, 1.3, 1.601, 3.9]))
    expect(judged.map(({ flag }) => flag)).toEqual([1, 1, 3, 3])
    expect(judged[2]?.reasons).toEqual(['step:level_m'])
  })

  it('is measured against the time that passed', () => {
    expect(judgeAll(levels([1, 1.89], 30 * minute)).map(({ flag }) => flag)).toEqual([1, 1])
    expect(judgeAll(levels([1, 1.91], 30 * minute)).map(({ flag }) => flag)).toEqual([1, 3])
    // Ten seconds apart, a wave of 5 cm is no flood.
    expect(judgeAll(levels([1, 1.05, 1], 10_000)).map(({ flag }) => flag)).toEqual([1, 1, 1])
  })

  it('looks past what the sensor cannot have measured', () => {
    expect(judgeAll(levels([1, 99, null, 1.1])).map(({ flag }) => flag)).toEqual([1, 4, 9, 1])
  })

  it('is watched on every field that has a limit', () => {
    const air = (air_temp_c: number, index: number) => ({
      ts: start + index * 10 * minute,
      values: { air_temp_c },
    })
    const judged = judgeAll([20, 27, 36].map(air), { kind: farm })
    expect(judged.map(({ flag }) => flag)).toEqual([1, 1, 3])
  })
})

describe('a flat line (QARTOD test 8)', () => {
  const limits = { epsilon: 0.001, suspectAfterMs: 0, failAfterMs: 0 }
  /** Of something that never stands still, and so of no level. */
  const { levelField: _, ...moving } = flood
  const flat: Kind = { ...moving, checks: { level_m: { flat: limits } } }

  it('of five equal values reads 1, 1, 3, 3, 4', () => {
    const judged = judgeAll(levels([1.234, 1.234, 1.234, 1.234, 1.234]), { kind: flat })
    expect(judged.map(({ flag }) => flag)).toEqual([1, 1, 3, 3, 4])
  })

  it('may move within epsilon, and ends with the first value outside it', () => {
    const judged = judgeAll(levels([1.234, 1.235, 1.234, 1.236, 1.236]), { kind: flat })
    expect(judged.map(({ flag }) => flag)).toEqual([1, 1, 3, 1, 1])
  })

  it('takes as long as its kind says', () => {
    const checks = { level_m: { flat: { ...limits, suspectAfterMs: 6 * hour, failAfterMs: day } } }
    const sent = levels(Array.from({ length: 146 }, () => 0.8))
    const judged = judgeAll(sent, { kind: { ...moving, checks } })
    const first = (flag: number) => judged.findIndex((verdict) => verdict.flag === flag)
    expect([first(flags.suspect), first(flags.fail)]).toEqual([36, 144])
  })

  it('is nothing unusual where a device is known to stand still, nor of two daily reports', () => {
    const still = levels(Array.from({ length: 200 }, () => 0.8))
    const options = { kind: flat, normallyFlat: true }
    expect(judgeAll(still, options).every(({ flag }) => flag === 1)).toBe(true)
    expect(judgeAll(levels([0.8, 0.8], day), { kind: flat }).map(({ flag }) => flag)).toEqual([
      1, 1,
    ])
  })

  it.each([
    ['a river for a week', levels(Array.from({ length: 1_008 }, () => 0.8))],
    [
      'a crisis gauge that reports once a day',
      levels(
        Array.from({ length: 30 }, () => -1.3),
        day,
      ),
    ],
    ['water that stands after a flood', levels([0.8, ...Array.from({ length: 300 }, () => 2.6)])],
  ])('says nothing against a level: %s', (_name, sent) => {
    const reasons = judgeAll(sent).flatMap((judged) => judged.reasons)
    expect(reasons.filter((reason) => reason.startsWith('flat'))).toEqual([])
    const checks = { level_m: { flat: limits } }
    expect(judgeAll(sent, { kind: { ...flood, checks } }).every(({ flag }) => flag !== 4)).toBe(
      true,
    )
  })
})

describe('judging', () => {
  const series = fc
    .array(
      fc.record({
        // JSON has one zero.
        level_m: fc.double({ min: -5, max: 5, noNaN: true }).map((value) => value + 0),
        gapMs: fc.integer({ min: 1, max: hour }),
      }),
      { minLength: 1, maxLength: 40 },
    )
    .map((steps) => {
      let ts = start
      return steps.map(({ level_m, gapMs }) => ({ ts: (ts += gapMs), values: { level_m } }))
    })

  it('gives the same verdict to a reading that is sent again at once', () => {
    fc.assert(
      fc.property(series, (sent) => {
        const twice = judgeAll(sent.flatMap((reading) => [reading, reading]))
        const once = judgeAll(sent)
        expect(twice.filter((_, index) => index % 2 === 0)).toEqual(once)
        expect(twice.filter((_, index) => index % 2 === 1)).toEqual(once)
      }),
    )
  })

  it('is not disturbed by late readings', () => {
    fc.assert(
      fc.property(series, fc.array(fc.nat({ max: 1_000 })), (sent, latenesses) => {
        const late = latenesses.map((back) => ({ ts: start - back, values: { level_m: 4.9 } }))
        const [first, ...rest] = sent
        if (!first) return
        const disturbed = judgeAll([first, ...rest.flatMap((reading) => [reading, ...late])])
        const judged = disturbed.filter(
          (_, index) => index === 0 || (index - 1) % (late.length + 1) === 0,
        )
        expect(judged).toEqual(judgeAll(sent))
      }),
    )
  })

  it('survives a restart: what it remembers can be written as JSON', () => {
    const judge = createJudge(flood)
    fc.assert(
      fc.property(series, (sent) => {
        let memory: Memory | undefined
        for (const { ts, values } of sent) {
          memory = judge(memory, { ts, values, clock: [], normallyFlat: false }).memory
        }
        expect(JSON.parse(JSON.stringify(memory))).toEqual(memory)
      }),
    )
  })
})

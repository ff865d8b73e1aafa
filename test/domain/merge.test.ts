import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { outcomes } from '#domain/commit.ts'
import { createFieldGroups } from '#domain/readings/field-groups.ts'
import { mergeMessage } from '#domain/readings/merge.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Values } from '#domain/readings/values.ts'
import { makeReading, t0 } from '#test/contracts/make-readings.ts'

/** A made-up kind: rain with its window, a fix of three fields, and plain fields. */
const groups = createFieldGroups({
  measures: { rain_mm: { type: 'amount', window_field: 'window_s', default_window_s: 600 } },
  together: [['lat', 'lon', 'alt_m']],
})

/** One moment after some messages, as a store keeps it. */
function take(messages: readonly (Values | Reading)[]) {
  const [first, ...later] = messages.map((one) =>
    'values' in one ? (one as Reading) : makeReading({ values: one }),
  )
  if (!first) throw new Error('no message')
  const made: string[] = []
  let shown = first
  const said = [first.values]
  for (const message of later) {
    const { reading, fields, outcome } = mergeMessage({ shown, said }, message, groups)
    if (outcome !== outcomes.duplicate) said.push(message.values)
    const { added, revised, repeated } = fields
    made.push(`+${added.join()} ~${revised.join()} =${repeated.join()}`)
    shown = reading
  }
  return { values: shown.values, flag: shown.flag, reasons: shown.reasons, shown, made }
}

describe('messages of one moment', () => {
  it('add their fields up', () => {
    const { values, made } = take([{ moisture: 31 }, { temp: 18 }])
    expect(values).toEqual({ moisture: 31, temp: 18 })
    expect(made).toEqual(['+temp ~ ='])
  })

  it('that contradict in one field and add another revise the one and keep the rest', () => {
    const { values, made } = take([
      { level: 1, battery: 3 },
      { level: 2, temp: 18 },
    ])
    expect(values).toEqual({ level: 2, battery: 3, temp: 18 })
    expect(made).toEqual(['+temp ~level ='])
  })

  it('never undo a correction by a resend, also after two of them', () => {
    const { values, made } = take([
      { level: 1 },
      { level: 2 },
      { level: 3 },
      { level: 1 },
      { level: 2 },
    ])
    expect(values).toEqual({ level: 3 })
    expect(made.slice(2)).toEqual(['+ ~ =level', '+ ~ =level'])
  })

  it('may take a value back by null, which is a value; absence says nothing', () => {
    expect(take([{ level: 1 }, { level: null }, { temp: 2 }]).values).toEqual({
      level: null,
      temp: 2,
    })
  })

  it('repeat an amount where its window is the default, said or not', () => {
    const { values, made } = take([{ rain_mm: 2 }, { rain_mm: 2, window_s: 600 }, { rain_mm: 2 }])
    expect(values).toEqual({ rain_mm: 2, window_s: 600 })
    expect(made).toEqual(['+window_s ~ =rain_mm', '+ ~ =rain_mm'])
  })

  it('revise an amount with its window, as one', () => {
    const { values, made } = take([{ rain_mm: 2, window_s: 300 }, { rain_mm: 2 }])
    expect(values).toEqual({ rain_mm: 2 })
    expect(made).toEqual(['+ ~rain_mm,window_s ='])
  })

  it('lose no amount to a window that comes alone', () => {
    expect(
      take([
        { rain_mm: 2, window_s: 300 },
        { level: 1, window_s: 600 },
      ]).values,
    ).toEqual({
      rain_mm: 2,
      window_s: 600,
      level: 1,
    })
  })

  it('mix no two positions', () => {
    const { values } = take([
      { lat: 35, lon: 140, alt_m: 9 },
      { lat: 36, lon: 141 },
    ])
    expect(values).toEqual({ lat: 36, lon: 141 })
  })

  it('keep receipt, place and numbering of the first', () => {
    const second = makeReading({
      received_ts: t0 + 9,
      place_ts: t0 + 1,
      seq: 8,
      values: { temp: 1 },
    })
    const { received_ts, place_ts, seq } = take([{ level: 1 }, second]).shown
    expect({ received_ts, place_ts, seq }).toEqual({ received_ts: t0 + 40, place_ts: t0, seq: 7 })
  })
})

describe('verdicts of one moment', () => {
  const failed = makeReading({ flag: 4, reasons: ['range:level'], values: { level: 99 } })
  const corrected = makeReading({ flag: 4, reasons: ['corrected'], values: { level: 1 } })

  it('of an addition speak of its own field and leave those of others', () => {
    const late = makeReading({ flag: 3, reasons: ['step:temp'], values: { temp: 9, level: 99 } })
    expect(take([failed, late])).toMatchObject({ flag: 4, reasons: ['range:level', 'step:temp'] })
    expect(take([failed, { temp: 9 }])).toMatchObject({ flag: 4, reasons: ['range:level'] })
  })

  it("keep an officer's word on what it spoke of, and on nothing else", () => {
    expect(take([corrected, { temp: 9 }])).toMatchObject({ flag: 4, reasons: ['corrected:level'] })
  })

  it('end with the value that they spoke of', () => {
    expect(take([failed, { level: 2 }])).toMatchObject({ flag: 1, reasons: [] })
    expect(take([corrected, { level: 2 }])).toMatchObject({ flag: 1, reasons: [] })
  })

  it('of a repeat change nothing', () => {
    const again = makeReading({ flag: 3, reasons: ['step:level'], values: { level: 99 } })
    expect(take([failed, again])).toMatchObject({ flag: 4, reasons: ['range:level'] })
  })

  it('keep a doubt about the clock with the fields it came with', () => {
    const doubtful = makeReading({ flag: 3, reasons: ['clock_doubt'], values: { temp: 9 } })
    expect(take([{ level: 1 }, doubtful])).toMatchObject({ flag: 3, reasons: ['clock_doubt:temp'] })
  })
})

/** What was true of one moment; messages are parts of it, so that none contradicts another. */
const truthArbitrary = fc.record({
  level: fc.constantFrom(null, 0, 1.5),
  temp: fc.constantFrom(1, 2),
  rain_mm: fc.constantFrom(0, 3),
  window_s: fc.constantFrom(300, 600),
  lat: fc.constantFrom(35, null),
  lon: fc.constantFrom(140, null),
})
const partsArbitrary = fc.array(
  fc.subarray(['level', 'temp', 'rain', 'fix'] as const, { minLength: 1 }),
  { minLength: 1, maxLength: 6 },
)
const fieldsOf = {
  level: ['level'],
  temp: ['temp'],
  rain: ['rain_mm', 'window_s'],
  fix: ['lat', 'lon'],
}

describe('messages that do not contradict each other', () => {
  it('give the same reading in any order, split and doubled', () => {
    const cases = fc.tuple(truthArbitrary, partsArbitrary).chain(([truth, parts]) => {
      const messages = parts.map((part): Values => {
        const names: string[] = part.flatMap((one) => fieldsOf[one])
        return Object.fromEntries(Object.entries(truth).filter(([name]) => names.includes(name)))
      })
      const doubled = fc.shuffledSubarray([...messages, ...messages], {
        minLength: 2 * messages.length,
      })
      return fc.tuple(fc.constant(messages), doubled)
    })
    fc.assert(
      fc.property(cases, ([messages, shuffled]) => {
        const whole = Object.assign({}, ...messages) as Values
        expect(take([whole]).values).toEqual(take(messages).values)
        expect(take(shuffled).values).toEqual(take(messages).values)
        expect(take(shuffled).made.join()).not.toMatch(/~[a-z]/)
      }),
      { numRuns: 300 },
    )
  })
})

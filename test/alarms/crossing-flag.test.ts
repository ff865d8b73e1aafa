import { describe, expect, it } from 'vitest'
import { flags } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import { flood } from '#domain/kinds/flood/kind.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createJudge } from '#ingest/judge/judge.ts'
import { newGauge } from '#alarms/level/gauge.ts'
import { createRule } from '#alarms/level/rule.ts'
import { stepGauge } from '#alarms/level/step-gauge.ts'
import { readingChange } from '#test/support/reading-change.ts'
import { createDevice } from '#test/support/start-city.ts'

const start = 1_795_334_400_000
const minute = 60_000
const thresholds: Thresholds = {
  standby: 2,
  caution: 3,
  evac: null,
  danger: 4,
  overflow: null,
  authority: 'official',
  source: 'https://example.org',
  verified: true,
  valid_from: null,
}

/** The crossing of the second of two readings ten minutes apart, both judged as at the door. */
function findCrossing(first: Values, second: Values) {
  const judge = createJudge(flood)
  const judgeAt = (ts: number, values: Values, memory?: ReturnType<typeof judge>['memory']) =>
    judge(memory, { ts, values, clock: [], normallyFlat: false })
  const ts = start + 10 * minute
  const { flag, reasons } = judgeAt(ts, second, judgeAt(start, first).memory)
  const common = { kind: 'flood', device: 'gauge-1', seq: null, boot: null } as const
  const reading: Reading = {
    ...common,
    ts,
    received_ts: ts,
    place_ts: ts,
    origin: 'field',
    values: second,
    flag,
    reasons,
  }
  const rule = createRule(createDevice('gauge-1', 'flood', { thresholds }), flood)
  if (!rule) throw new Error('floods have levels')
  const change = readingChange(reading)
  const { crossings } = stepGauge(newGauge, change, { rule, nextSeq: 1 })
  return { reading: flag, crossing: crossings[0]?.flag }
}

describe('the flag of a crossing is that of its own value', () => {
  it('a jump stays doubtful where the battery fails as well', () => {
    const found = findCrossing({ level_m: 1.47 }, { level_m: 5.3, battery_v: 99 })
    expect(found).toEqual({ reading: flags.fail, crossing: flags.suspect })
  })

  it('a sure level is not in doubt because of the rain beside it, or of a broken battery', () => {
    const calm = { level_m: 2.4 }
    const rain = findCrossing(calm, { level_m: 2.41, rain_mm: 70 })
    expect(rain).toEqual({ reading: flags.suspect, crossing: flags.pass })
    const battery = findCrossing(calm, { level_m: 2.41, battery_v: 99 })
    expect(battery).toEqual({ reading: flags.fail, crossing: flags.pass })
  })

  it('a jump alone is doubtful, and what nothing speaks against passes', () => {
    expect(findCrossing({ level_m: 1.47 }, { level_m: 5.3 }).crossing).toBe(flags.suspect)
    expect(findCrossing({ level_m: 2.4 }, { level_m: 2.41 }).crossing).toBe(flags.pass)
  })
})

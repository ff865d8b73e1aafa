import { describe, expect, it } from 'vitest'
import { fieldFlag, flags, type Flag, type Reason } from '#domain/readings/flags.ts'

const { pass, notEvaluated, suspect, fail, missing } = flags

describe('the flag of one field', () => {
  it.each<[string, [Flag, Reason[]], Flag]>([
    ['what passed', [pass, []], pass],
    ['what nobody judged', [notEvaluated, []], notEvaluated],
    ['a verdict without its reasons holds for every field', [suspect, []], suspect],
    ['its own step', [suspect, ['step:level_m']], suspect],
    ['its own step beside a failing battery', [fail, ['step:level_m', 'range:battery_v']], suspect],
    ['another’s doubt', [suspect, ['soft_range:rain_mm']], pass],
    ['another’s failure', [fail, ['range:battery_v']], pass],
    ['a field whose name begins alike', [suspect, ['step:level_max_m']], pass],
    ['its own range', [fail, ['range:level_m']], fail],
    ['standing still for a while', [suspect, ['flat:level_m']], suspect],
    ['standing still for long', [fail, ['flat:level_m']], fail],
    [
      'standing still beside a failing battery',
      [fail, ['flat:level_m', 'range:battery_v']],
      suspect,
    ],
    ['no value of its own', [missing, ['no_value:level_m']], missing],
    ['no value beside it', [missing, ['no_value:rain_mm']], pass],
    ['a clock that nobody believes', [suspect, ['clock_future']], suspect],
    ['such a clock beside a failure', [fail, ['clock_ancient', 'range:battery_v']], suspect],
    ['what an officer took back', [fail, ['corrected']], fail],
  ])('%s', (_, [flag, reasons], expected) => {
    expect(fieldFlag({ flag, reasons }, 'level_m')).toBe(expected)
  })
})

import { flags } from '#domain/readings/flags.ts'
import { isStep } from '#domain/readings/step.ts'
import type { FieldRule } from './field-rules.ts'
import type { Findings } from './findings.ts'
import type { Sample } from './memory.ts'

/** Counts of QARTOD test 8: REP_CNT_SUSPECT 3 and REP_CNT_FAIL 5. */
const flatCounts = { suspect: 3, fail: 5 }

/** QARTOD test 7, suspect at worst: `isStep` has the rule. */
export function testStep(
  { field, stepPer10Min }: FieldRule,
  { before, now }: { before: Sample | undefined; now: Sample },
  findings: Findings,
): void {
  if (!before) return
  const step = { change: now.value - before.value, elapsedMs: now.ts - before.ts }
  if (isStep(stepPer10Min, step)) findings.note(flags.suspect, `step:${field}`)
}

/** QARTOD test 8, by count and by time: two equal daily reports are no dead sensor. */
export function testFlat(
  { field, flat }: FieldRule,
  { ts, run }: Sample,
  findings: Findings,
): void {
  const lastedMs = ts - run.sinceTs
  if (run.count >= flatCounts.fail && lastedMs >= flat.failAfterMs) {
    findings.note(flags.fail, `flat:${field}`)
  } else if (run.count >= flatCounts.suspect && lastedMs >= flat.suspectAfterMs) {
    findings.note(flags.suspect, `flat:${field}`)
  }
}

import type { Box } from '#domain/city/geometry/box.ts'
import { flags, type Reason } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind, TrackContract } from '#domain/kinds/kind.ts'
import type { Verdict } from '#domain/readings/reading.ts'
import { createFieldRules, type FieldRule } from './field-rules.ts'
import { Findings } from './findings.ts'
import { advance, extendRun, findBase, type Memory } from './memory.ts'
import { isMeasurable, testRange } from './range-test.ts'
import { testFlat, testStep } from './series-tests.ts'
import { testJump, testPlace } from './track-test.ts'

/** A stamp further ahead than this is not believed: clocks drift by seconds, not minutes. */
export const futureMaxMs = 5 * 60_000

export interface JudgeInput {
  ts: number
  values: Values
  receivedTs: number
  /** No flat-line test: this water stands still for days (QARTOD manual, test 8). */
  normallyFlat: boolean
  /** Where what moves may be; null for anywhere. */
  box?: Box | null
}

export interface Judged extends Verdict {
  /** What to remember from now on; the memory passed in where nothing changes. */
  memory: Memory | undefined
}

/** Judges one reading against what is remembered of its device. Pure: memory in, memory out. */
export type Judge = (memory: Memory | undefined, input: JudgeInput) => Judged

/** The judge of a kind. A reading older than `retentionMs` has an ancient clock. */
export function createJudge(kind: Kind, { retentionMs }: { retentionMs: number }): Judge {
  const rules = createFieldRules(kind)
  const remembering = rules.filter((rule) => rule.remembers)
  const { track } = kind

  return (memory, input) => {
    const findings = new Findings()
    const clock = findClockFault(input, retentionMs)
    if (clock) findings.note(flags.suspect, clock)
    for (const rule of rules) testRange(rule, input.values[rule.field], findings)
    if (track) testPlace(track, { values: input.values, box: input.box ?? null }, findings)
    // What has no trustworthy place in time is compared with nothing and remembered by nothing.
    const compares = !clock && (track !== undefined || remembering.length > 0)
    const next = compares
      ? compare({ rules: remembering, track }, { memory, input, findings })
      : memory
    return { flag: findings.flag, reasons: findings.reasons, memory: next }
  }
}

function findClockFault({ ts, receivedTs }: JudgeInput, retentionMs: number): Reason | undefined {
  if (ts > receivedTs + futureMaxMs) return 'clock_future'
  return ts < receivedTs - retentionMs ? 'clock_ancient' : undefined
}

/** Runs the tests that look at earlier values; returns what to remember. */
function compare(
  { rules, track }: { rules: readonly FieldRule[]; track: TrackContract | undefined },
  {
    memory,
    input,
    findings,
  }: { memory: Memory | undefined; input: JudgeInput; findings: Findings },
): Memory | undefined {
  const { ts } = input
  const base = findBase(memory, ts)
  if (base === undefined) return memory
  const samples = { ...base?.samples }
  for (const rule of rules) {
    const value = input.values[rule.field]
    // What the sensor cannot have measured says nothing about the next value either.
    if (!isMeasurable(rule, value)) continue
    const before = samples[rule.field]
    const now = { ts, value, run: extendRun(before?.run, { ts, value }, rule.flat.epsilon) }
    testStep(rule, { before, now }, findings)
    if (!input.normallyFlat) testFlat(rule, now, findings)
    samples[rule.field] = now
  }
  if (!track) return advance(memory, { ts, samples })
  const moved = testJump(track, { before: base?.track, ts, values: input.values }, findings)
  return advance(memory, { ts, samples, track: moved })
}

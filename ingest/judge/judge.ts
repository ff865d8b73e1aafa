import type { Box } from '#domain/city/geometry/box.ts'
import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import { flags, type Reason } from '#domain/readings/flags.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Kind, TrackContract } from '#domain/kinds/kind.ts'
import type { Verdict } from '#domain/readings/reading.ts'
import type { Device } from '#domain/devices/device.ts'
import { createFieldRules, type FieldRule } from './field-rules.ts'
import { createGuardRules } from './guard-rules.ts'
import { Findings } from './findings.ts'
import { advance, extendRun, findBase } from './memory.ts'
import type { Memory, Sample, Snapshot } from './memory.ts'
import { isMeasurable, testRange } from './range-test.ts'
import { testFlat, testStep } from './series-tests.ts'
import { testJump, testVehicle } from './track-test.ts'

export interface JudgeInput {
  ts: number
  values: Values
  /** What is wrong with its time, the worst it can be is suspect. */
  clock: readonly Reason[]
  /** No flat-line test: this water stands still for days (QARTOD manual, test 8). */
  normallyFlat: boolean
  /** Limits of this one device. */
  guards?: Device['guards']
  /** Where what moves may be; null for anywhere. */
  box?: Box | null
  /** Another device says the same where one alone may. */
  isShared?: boolean
}

export interface Judged extends Verdict {
  /** What to remember from now on; the memory passed in where nothing changes. */
  memory: Memory | undefined
}

/** Judges one reading against what is remembered of its device. Pure: memory in, memory out. */
export type Judge = (memory: Memory | undefined, input: JudgeInput) => Judged

export function createJudge(kind: Kind): Judge {
  const rulesFor = createGuardRules(createFieldRules(kind))
  const { track } = kind

  return (memory, input) => {
    const findings = new Findings()
    for (const reason of input.clock) findings.note(flags.suspect, reason)
    const { all, remembering } = rulesFor(input.guards)
    for (const rule of all) testRange(rule, input.values[rule.field], findings)
    if (track) testVehicle(track, input, findings)
    // What has no trustworthy place in time is compared with nothing and remembered by nothing.
    const isCompared = track !== undefined || remembering.length > 0
    const compares = isCompared && !isClockSuspect(input.clock)
    const next = compares
      ? compare({ rules: remembering, track }, { memory, input, findings })
      : memory
    return { flag: findings.flag, reasons: findings.reasons, memory: next }
  }
}

interface Comparison {
  memory: Memory | undefined
  input: JudgeInput
  findings: Findings
}

interface Tests {
  rules: readonly FieldRule[]
  track: TrackContract | undefined
}

/** Runs the tests that look at earlier values; returns what to remember. */
function compare({ rules, track }: Tests, comparison: Comparison): Memory | undefined {
  const { memory, input, findings } = comparison
  const { ts, values } = input
  const base = findBase(memory, ts)
  if (base === undefined) return memory
  // Several messages of one moment are one reading: what an earlier one said stays remembered.
  const known = memory?.current.ts === ts ? memory.current : base
  const samples = { ...known?.samples, ...testSeries(rules, base, comparison) }
  if (!track) return advance(memory, { ts, samples })
  const moved = testJump(track, { before: base?.track, ts, values }, findings)
  return advance(memory, { ts, samples, track: moved ?? known?.track })
}

/** Compares each value with the one before; the samples to remember of them. */
function testSeries(
  rules: readonly FieldRule[],
  base: Snapshot | null,
  { input, findings }: Comparison,
): Record<string, Sample> {
  const { ts } = input
  const samples: Record<string, Sample> = {}
  for (const rule of rules) {
    const value = input.values[rule.field]
    // What the sensor cannot have measured says nothing about the next value either.
    if (!isMeasurable(rule, value)) continue
    const before = base?.samples[rule.field]
    const now = { ts, value, run: extendRun(before?.run, { ts, value }, rule.flat.epsilon) }
    testStep(rule, { before, now }, findings)
    if (!input.normallyFlat) testFlat(rule, now, findings)
    samples[rule.field] = now
  }
  return samples
}

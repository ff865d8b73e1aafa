import { levelOf, type Level } from '#domain/alarms/levels.ts'
import { isStep } from '#domain/readings/step.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import type { GaugeValue } from './gauge-value.ts'

/** What values are passed over by. */
export interface PassRule {
  thresholds: Thresholds | undefined
  /** A larger change in ten minutes is doubtful, in the field's unit. */
  stepPer10Min: number
}

/** Where a pass over the values of a gauge, in order of place, stands. */
export interface PassState {
  /** The level that nothing doubtful has led to. */
  readonly level: Level
  /** The newest value that is believed: the next one is compared with it. */
  readonly base: GaugeValue | null
  /** The newest value, where only the next one decides what it means for the level. */
  readonly doubt: GaugeValue | null
}

/** A change of level that a pass came to, at one of its values. */
export interface Passage {
  readonly value: GaugeValue
  readonly from: Level
  readonly to: Level
  /** False for the last value alone: a rise that nothing followed yet. */
  readonly isSure: boolean
}

export const passStart: PassState = { level: 0, base: null, doubt: null }

/**
 * One value more. A change that a step, or a clock ahead, makes doubtful waits for the next value,
 * doubtful or not: each threshold that both reach (or both have left) counts from the first one on.
 * The rest was an outlier, and the way back from it needs nobody's word.
 */
export function passOver(
  state: PassState,
  value: GaugeValue,
  rule: PassRule,
): { state: PassState; passages: readonly Passage[] } {
  const reached = levelFor(value, rule)
  // The usual case, once for every reading of a gauge.
  if (!state.doubt && reached === state.level) {
    return { state: { level: reached, base: value, doubt: null }, passages: noPassages }
  }
  const { passages, ...decided } = decide(state, reached, rule)
  const { level, base } = decided
  if (reached === level) return { state: { level, base: value, doubt: null }, passages }
  if (isDoubtful(value, base, rule)) return { state: { level, base, doubt: value }, passages }
  const passage = { value, from: level, to: reached, isSure: true }
  return {
    state: { level: reached, base: value, doubt: null },
    passages: [...passages, passage],
  }
}

const noPassages: readonly Passage[] = []

/** What the value in doubt comes to, as the next one reached a level. */
function decide({ level, base, doubt }: PassState, next: Level, rule: PassRule) {
  if (!doubt) return { level, base, passages: noPassages }
  const doubted = levelFor(doubt, rule)
  const isRise = doubted > level
  const to = isRise ? higher(level, lower(doubted, next)) : lower(level, higher(doubted, next))
  if (to === level) return { level, base, passages: noPassages }
  return { level: to, base: doubt, passages: [{ value: doubt, from: level, to, isSure: true }] }
}

/** The rise that waits for the next value; undefined for a fall, and where nothing is in doubt. */
export function findRise({ level, doubt }: PassState, rule: PassRule): Passage | undefined {
  if (!doubt) return undefined
  const to = levelFor(doubt, rule)
  return to > level ? { value: doubt, from: level, to, isSure: false } : undefined
}

/** True where only the next value decides what this one means. */
export function isDoubtful(value: GaugeValue, base: GaugeValue | null, rule: PassRule): boolean {
  if (value.raising === 'if_confirmed') return true
  if (!base) return false
  const step = { change: value.value - base.value, elapsedMs: value.place_ts - base.place_ts }
  return isStep(rule.stepPer10Min, step)
}

const levelFor = ({ value }: GaugeValue, { thresholds }: PassRule): Level =>
  levelOf(value, thresholds) ?? 0
const higher = (a: Level, b: Level): Level => (a > b ? a : b)
const lower = (a: Level, b: Level): Level => (a < b ? a : b)

import { type Outcome } from '#domain/commit.ts'
import { flags } from '#domain/readings/flags.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import { flood } from '#domain/kinds/flood/kind.ts'
import { newGauge } from '#alarms/level/gauge.ts'
import { createRule, type GaugeRule } from '#alarms/level/rule.ts'
import { stepGauge, type GaugeChange } from '#alarms/level/step-gauge.ts'
import { readingChange } from '#test/support/reading-change.ts'
import { createDevice } from '#test/support/start-city.ts'

export const start = 1_795_334_400_000
export const minute = 60_000

/** 新横利根: no level 3. */
export const thresholds: Thresholds = {
  standby: 1.3,
  caution: 1.4,
  evac: null,
  danger: 1.5,
  overflow: null,
  authority: 'official',
  source: 'https://example.org',
  verified: true,
  valid_from: null,
}

export function createReading(
  level_m: number | null,
  minutes: number,
  more: Partial<Reading> = {},
): Reading {
  const ts = start + minutes * minute
  return {
    kind: 'flood',
    device: 'gauge-1',
    ts,
    received_ts: ts + 200,
    place_ts: ts,
    seq: null,
    boot: null,
    origin: 'field',
    values: { level_m },
    flag: flags.pass,
    reasons: [],
    ...more,
  }
}

interface Step {
  reading: Reading
  outcome?: Outcome
}

export const device = createDevice('gauge-1', 'flood', { thresholds })
const created = createRule(device, flood)
if (!created) throw new Error('floods have levels')

/** As at the door: a change of more than 0.3 m in ten minutes is doubtful. */
export const strict: GaugeRule = created
/** For what does not concern doubtful changes. */
export const lenient: GaugeRule = { ...strict, stepPer10Min: Number.POSITIVE_INFINITY }

/** The gauge after some changes, and all that crossed on the way. */
export function follow(changes: readonly GaugeChange[], rule = lenient, from = newGauge) {
  let gauge = from
  const crossings: StoredCrossing[] = []
  for (const change of changes) {
    const stepped = stepGauge(gauge, change, { rule, nextSeq: crossings.length + 1 })
    gauge = stepped.gauge
    crossings.push(...stepped.crossings)
  }
  return { gauge, crossings }
}

export const toChange = ({ reading, outcome }: Step): GaugeChange => readingChange(reading, outcome)

/** One entry of the record in short: `?` in doubt, `late` only for the record. */
export function tell(crossing: StoredCrossing): string {
  const { from_level, to_level, direction, threshold_key, withdraws, confirms } = crossing
  const { found, confirmed, reason } = crossing
  const what =
    withdraws !== null
      ? `withdraws ${withdraws}: ${from_level}→${to_level}`
      : confirms !== null
        ? `confirms ${confirms}: ${from_level}→${to_level}`
        : `${from_level}→${to_level} ${direction} ${threshold_key}`
  const isPlain = reason === null || reason === 'revised' || reason === 'judged'
  return [
    what,
    ...(confirmed ? [] : ['?']),
    ...(found === 'later' ? ['late'] : []),
    ...(isPlain ? [] : [reason]),
  ].join(' ')
}

/** The crossings of a series, as `from→to threshold`. */
export const crossingsOf = (steps: readonly Step[], rule = lenient) =>
  follow(steps.map(toChange), rule).crossings.map(tell)

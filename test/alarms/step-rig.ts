import { type Outcome } from '#domain/commit.ts'
import { flags } from '#domain/readings/flags.ts'
import type { StoredCrossing } from '#domain/facts/crossing.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'
import { newGauge } from '#alarms/level/gauge.ts'
import { stepGauge, type GaugeChange } from '#alarms/level/step-gauge.ts'
import { readingChange } from '#test/support/reading-change.ts'

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

export const device = { id: 'gauge-1', kind: 'flood', origin: 'field', thresholds } as const

/** The gauge after some changes, and all that crossed on the way. */
export function follow(changes: readonly GaugeChange[]) {
  let gauge = newGauge
  const crossings: StoredCrossing[] = []
  for (const change of changes) {
    const rule = { device, field: 'level_m', nextSeq: crossings.length + 1 }
    const stepped = stepGauge(gauge, change, rule)
    gauge = stepped.gauge
    crossings.push(...stepped.crossings)
  }
  return { gauge, crossings }
}

export const toChange = ({ reading, outcome }: Step): GaugeChange => readingChange(reading, outcome)

export const tell = ({
  from_level,
  to_level,
  direction,
  threshold_key,
  withdraws,
}: StoredCrossing) =>
  withdraws === null
    ? `${from_level}→${to_level} ${direction} ${threshold_key}`
    : `withdraws ${withdraws}: ${from_level}→${to_level}`

/** The crossings of a series, as `from→to threshold`. */
export const crossingsOf = (steps: readonly Step[]) =>
  follow(steps.map(toChange)).crossings.map(tell)

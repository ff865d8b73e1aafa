import { levelOf, type Level } from '#domain/alarms/levels.ts'
import { isFieldUsable } from '#domain/readings/flags.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Thresholds } from '#domain/wire/thresholds.ts'

/** One line of the record: at which stamp, from which level to which, and whether it is sure. */
export type Line = [ts: number, from: Level, to: Level, isSure: boolean]

const stepPer10Min = 0.3

/**
 * The record of a gauge as the rules of acceptance say it, looking ahead over what is stored: one pass
 * over the usable values in order of place; a doubtful change counts as far as the next one does.
 */
export function passOverStored(readings: readonly Reading[], thresholds: Thresholds): Line[] {
  const values = readings
    .filter((row) => typeof row.values['level_m'] === 'number' && isFieldUsable(row, 'level_m'))
    .map((row) => ({
      ts: row.ts,
      place: row.place_ts,
      value: Number(row.values['level_m']),
      isAhead:
        row.reasons.includes('clock_future') &&
        !row.reasons.includes('clock_slow') &&
        !row.reasons.includes('server_clock'),
    }))
    .toSorted((a, b) => a.place - b.place || a.ts - b.ts)
  const lines: Line[] = []
  let level: Level = 0
  let base: Stood | undefined
  const levelAt = (at: number) => levelOf(values[at]?.value ?? null, thresholds) ?? 0
  for (const [at, one] of values.entries()) {
    const reached = levelAt(at)
    const isLast = at === values.length - 1
    const isDoubtful: boolean = reached !== level && isInDoubt(one, base)
    const after: Level = isLast ? level : levelAt(at + 1)
    const to: Level = isDoubtful ? asFarAsBoth(level, reached, after) : reached
    if (to !== level) lines.push([one.ts, level, to, true])
    else if (isLast && reached > level) lines.push([one.ts, level, reached, false])
    if (!isDoubtful || to !== level) base = one
    level = to
  }
  return lines
}

interface Stood {
  place: number
  value: number
  isAhead: boolean
}

function isInDoubt(one: Stood, base: Stood | undefined): boolean {
  if (one.isAhead) return true
  if (!base) return false
  const minutes = Math.max(10, (one.place - base.place) / 60_000)
  return Math.abs(one.value - base.value) > (stepPer10Min * minutes) / 10 + 1e-9
}

/** On the side that the doubtful value points to. */
function asFarAsBoth(level: Level, reached: Level, after: Level): Level {
  if (reached > level) return Math.max(level, Math.min(reached, after)) as Level
  return Math.min(level, Math.max(reached, after)) as Level
}

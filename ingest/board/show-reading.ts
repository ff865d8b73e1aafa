import { outcomes, type Outcome } from '#domain/commit.ts'
import { isClockSuspect, isFieldUsable } from '#domain/flags.ts'
import { expiredAfterIntervals } from '#domain/freshness.ts'
import type { Kind } from '#domain/kind.ts'
import { levelOf, type Level } from '#domain/levels.ts'
import type { Reading } from '#domain/reading.ts'
import type { LatestReading } from '#domain/resources.ts'
import type { DeviceState } from '../board.ts'
import { findMode, intervalOf } from './interval.ts'

/** A device's state with the mode it is in, which the board needs and nobody else. */
export interface BoardEntry extends DeviceState {
  readonly mode: string
}

/** Is this what a map should show now? Late, repeated or wrongly dated readings are not. */
export function isNewest(entry: BoardEntry, reading: Reading, outcome: Outcome): boolean {
  if (outcome === outcomes.duplicate || isClockSuspect(reading.reasons)) return false
  // At the same time it is a revision: the newest version is shown.
  return !entry.latest || reading.ts >= entry.latest.ts
}

/** The state after a device's newest reading. */
export function showReading(entry: BoardEntry, kind: Kind, reading: Reading): BoardEntry {
  const mode = findMode(kind, reading.values) ?? entry.mode
  const intervalMs = mode === entry.mode ? entry.intervalMs : intervalOf(entry.device, kind, mode)
  const latest = toLatest(reading)
  return {
    ...entry,
    latest,
    mode,
    intervalMs,
    ...showLevel({ ...entry, latest, intervalMs }, kind),
  }
}

/** The level that the newest reading gives under the thresholds now in force. */
export function showLevel(
  { device, latest, lastLevel, intervalMs }: DeviceState,
  { levelField }: Kind,
): Pick<DeviceState, 'level' | 'lastLevel'> {
  if (!latest || levelField === undefined) return { level: null, lastLevel }
  const value = latest.values[levelField]
  if (value === undefined) {
    // A gauge may send rain and level apart: its level holds on while it is not too old.
    const holdsMs = expiredAfterIntervals * intervalMs
    const holds = lastLevel && latest.ts - lastLevel.ts <= holdsMs
    return { level: holds ? lastLevel.level : null, lastLevel }
  }
  const usable = typeof value === 'number' && isFieldUsable(latest, levelField)
  const level: Level | null = usable ? levelOf(value, device.thresholds) : null
  return { level, lastLevel: level === null ? lastLevel : { level, ts: latest.ts } }
}

function toLatest({ ts, received_ts, seq, values, flag, reasons }: Reading): LatestReading {
  return { ts, received_ts, seq, values, flag, reasons }
}

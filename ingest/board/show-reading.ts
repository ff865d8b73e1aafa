import { outcomes, type Outcome } from '#domain/commit.ts'
import { isClockSuspect, isFieldUsable } from '#domain/flags.ts'
import type { Kind } from '#domain/kind.ts'
import { levelOf } from '#domain/levels.ts'
import type { Reading } from '#domain/reading.ts'
import type { LatestReading } from '#domain/resources.ts'
import type { DeviceState } from '../board.ts'
import { findMode, intervalOf } from './interval.ts'

/** A device's state with what the board needs of it and nobody else. */
export interface BoardEntry extends DeviceState {
  readonly mode: string
  readonly measured: Measured | null
}

/** The newest value of the level field. A gauge may send its rain apart, and sooner or later. */
interface Measured {
  readonly ts: number
  readonly value: number | null
  /** False where it failed. */
  readonly counts: boolean
}

/** The state after a reading. Late, repeated or wrongly dated ones change nothing that a map shows. */
export function showReading(
  entry: BoardEntry,
  kind: Kind,
  { reading, outcome }: { reading: Reading; outcome: Outcome },
): BoardEntry {
  if (outcome === outcomes.duplicate || isClockSuspect(reading.reasons)) return entry
  const next = takeMeasured(takeLatest(entry, kind, reading), kind, reading)
  return next === entry ? entry : { ...next, ...showLevel(next) }
}

function takeLatest(entry: BoardEntry, kind: Kind, reading: Reading): BoardEntry {
  // At the same time it is a revision: the newest version is shown.
  if (entry.latest && reading.ts < entry.latest.ts) return entry
  const mode = findMode(kind, reading.values) ?? entry.mode
  const intervalMs = mode === entry.mode ? entry.intervalMs : intervalOf(entry.device, kind, mode)
  return { ...entry, latest: toLatest(reading), mode, intervalMs }
}

/**
 * By the time of the level field alone, as crossings are found: a level that overtakes a report of
 * the rain raises an alarm, and the map has to show it.
 */
export function takeMeasured(
  entry: BoardEntry,
  { levelField }: Kind,
  reading: Pick<Reading, 'ts' | 'values' | 'flag' | 'reasons'>,
): BoardEntry {
  const value = levelField === undefined ? undefined : reading.values[levelField]
  if (levelField === undefined || value === undefined) return entry
  const { ts } = reading
  if (entry.measured && ts < entry.measured.ts) return entry
  const counts = isFieldUsable(reading, levelField)
  return { ...entry, measured: { ts, value: typeof value === 'number' ? value : null, counts } }
}

/** The level that the newest value gives under the thresholds now in force. */
export function showLevel({
  device,
  measured,
  lastLevel,
}: BoardEntry): Pick<DeviceState, 'level' | 'lastLevel'> {
  const value = measured?.counts ? measured.value : null
  const level = value === null ? null : levelOf(value, device.thresholds)
  if (!measured || value === null || level === null) return { level: null, lastLevel }
  return { level, lastLevel: { level, ts: measured.ts, value } }
}

function toLatest({ ts, received_ts, seq, values, flag, reasons }: Reading): LatestReading {
  return { ts, received_ts, seq, values, flag, reasons }
}

import { outcomes, type Outcome } from '#domain/commit.ts'
import { fieldFlag, isClockSuspect, isUsable, type Flag } from '#domain/readings/flags.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { levelOf } from '#domain/alarms/levels.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { LatestReading } from '#domain/wire/device.ts'
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
  /** Of this value alone. */
  readonly flag: Flag
}

/** The state after a reading. Late, repeated or wrongly dated ones change nothing that a map shows. */
export function showReading(
  entry: BoardEntry,
  kind: Kind,
  { reading, outcome }: { reading: Reading; outcome: Outcome },
): BoardEntry {
  if (outcome === outcomes.duplicate || isClockSuspect(reading.reasons)) return entry
  // At the same time it is a revision: the newest version is shown.
  const isLatest = !entry.latest || reading.ts >= entry.latest.ts
  const measured = measure(entry.measured, kind, reading)
  if (!isLatest && measured === entry.measured) return entry
  const level = showLevel({ device: entry.device, measured, lastLevel: entry.lastLevel })
  return { ...(isLatest ? takeLatest(entry, kind, reading) : entry), measured, ...level }
}

function takeLatest(entry: BoardEntry, kind: Kind, reading: Reading): BoardEntry {
  const mode = findMode(kind, reading.values) ?? entry.mode
  const intervalMs = mode === entry.mode ? entry.intervalMs : intervalOf(entry.device, kind, mode)
  return { ...entry, latest: toLatest(reading), mode, intervalMs }
}

/**
 * By the time of the level field alone, as crossings are found: a level that overtakes a report of
 * the rain raises an alarm, and the map has to show it.
 */
export function measure(
  before: Measured | null,
  { levelField }: Kind,
  reading: Pick<Reading, 'ts' | 'values' | 'flag' | 'reasons'>,
): Measured | null {
  const value = levelField === undefined ? undefined : reading.values[levelField]
  if (levelField === undefined || value === undefined) return before
  const { ts } = reading
  if (before && ts < before.ts) return before
  const flag = fieldFlag(reading, levelField)
  return { ts, value: typeof value === 'number' ? value : null, flag }
}

/** The level that the newest value gives under the thresholds now in force. */
export function showLevel({
  device,
  measured,
  lastLevel,
}: Pick<BoardEntry, 'device' | 'measured' | 'lastLevel'>): Pick<
  DeviceState,
  'level' | 'lastLevel'
> {
  if (!measured || measured.value === null || !isUsable(measured.flag)) {
    return { level: null, lastLevel }
  }
  const level = levelOf(measured.value, device.thresholds)
  if (level === null) return { level, lastLevel }
  const { ts, value, flag } = measured
  return { level, lastLevel: { level, ts, value, flag } }
}

function toLatest({ ts, received_ts, seq, values, flag, reasons }: Reading): LatestReading {
  return { ts, received_ts, seq, values, flag, reasons }
}

import { outcomes, type Outcome } from '#domain/commit.ts'
import { isClockSuspect } from '#domain/readings/clock-reasons.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { DeviceState } from '../board.ts'
import { findMode, intervalOf } from '#domain/devices/interval.ts'

/** A device's state with what the board needs of it and nobody else. */
export interface BoardEntry extends DeviceState {
  readonly mode: string
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
  return isLatest ? takeLatest(entry, kind, reading) : entry
}

function takeLatest(entry: BoardEntry, kind: Kind, reading: Reading): BoardEntry {
  const mode = findMode(kind, reading.values) ?? entry.mode
  const intervalMs = mode === entry.mode ? entry.intervalMs : intervalOf(entry.device, kind, mode)
  return { ...entry, latest: toLatest(reading), mode, intervalMs }
}

function toLatest({ ts, received_ts, seq, values, flag, reasons }: Reading): LatestReading {
  return { ts, received_ts, seq, values, flag, reasons }
}

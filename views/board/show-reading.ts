import { outcomes, type Outcome } from '#domain/commit.ts'
import { clockOffsetOf } from '#domain/readings/clock-offset.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { LatestReading } from '#domain/wire/device.ts'
import type { DeviceState } from '../board.ts'
import { findMode, intervalOf } from '#domain/devices/interval.ts'

/** A device's state with what the board needs of it and nobody else. */
export interface BoardEntry extends DeviceState {
  readonly mode: string
}

/** The state after a reading, with its receipt where it came over a bridge. */
export function takeReading(
  entry: BoardEntry,
  kind: Kind,
  change: { reading: Reading; outcome: Outcome },
): BoardEntry {
  return showUplink(showReading(entry, kind, change), change.reading.received_ts)
}

/** A bridged device connects to somebody else: its newest sign of life stands for that. */
export function showUplink(entry: BoardEntry, receivedTs: number): BoardEntry {
  if (!entry.device.uplink) return entry
  return { ...entry, lastUplinkTs: Math.max(receivedTs, entry.lastUplinkTs ?? receivedTs) }
}

/** The state after a reading: the newest is that of the latest place. A repeated one changes nothing. */
function showReading(
  entry: BoardEntry,
  kind: Kind,
  { reading, outcome }: { reading: Reading; outcome: Outcome },
): BoardEntry {
  if (outcome === outcomes.duplicate) return entry
  const { latest } = entry
  const isLatest = !latest || comparePlaces(reading, latest) >= 0
  return isLatest ? takeLatest(entry, kind, reading) : entry
}

function takeLatest(entry: BoardEntry, kind: Kind, reading: Reading): BoardEntry {
  const mode = findMode(kind, reading.values) ?? entry.mode
  const intervalMs = mode === entry.mode ? entry.intervalMs : intervalOf(entry.device, kind, mode)
  const clockOffsetMs = clockOffsetOf(reading)
  return { ...entry, latest: toLatest(reading), clockOffsetMs, mode, intervalMs }
}

/** By place, and of equal ones by the stamp; the same stamp is a revision, and its newest counts. */
const comparePlaces = (a: Placed, b: Placed): number => a.place_ts - b.place_ts || a.ts - b.ts

type Placed = Pick<Reading, 'place_ts' | 'ts'>

function toLatest({
  ts,
  received_ts,
  place_ts,
  seq,
  values,
  flag,
  reasons,
}: Reading): LatestReading {
  return { ts, received_ts, place_ts, seq, values, flag, reasons }
}

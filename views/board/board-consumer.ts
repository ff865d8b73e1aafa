import type { Change, JournalBatch, VerdictChange } from '#domain/commit.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { fieldFlag } from '#domain/readings/flags.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Board } from '../board.ts'
import { intervalOf } from './interval.ts'
import { measure, showLevel, showReading, type BoardEntry } from './show-reading.ts'

/** What a restart needs of a device; the rest comes from the registry. */
export type SavedEntry = Omit<BoardEntry, 'device' | 'intervalMs' | 'measured'> &
  // Not there in what an older version saved.
  Partial<Pick<BoardEntry, 'measured'>>

/** Keeps the board from the journal and from the registry. */
export interface BoardConsumer extends Board {
  apply(batch: JournalBatch): void
  /** The registry's newer description of a device, or a device of which it is the first. */
  describe(device: Device): void
  save(device: string): SavedEntry | undefined
  restore(device: string, saved: SavedEntry): void
  /** Journal sequence that the restored entries stand at. */
  restoreSeq(seq: number): void
}

export function createBoardConsumer(
  directory: Pick<DeviceDirectory, 'list'>,
  kinds: readonly Kind[],
): BoardConsumer {
  const kindById = new Map(kinds.map((kind) => [kind.id, kind]))
  const entries = new Map<string, BoardEntry>()
  let seq = 0

  const describe = (device: Device) => {
    const kind = kindById.get(device.kind)
    if (!kind) return
    const { mode, ...known } = entries.get(device.id) ?? createEntry(device, kind)
    const entry = { ...known, mode, device, intervalMs: intervalOf(device, kind, mode) }
    entries.set(device.id, { ...entry, ...showLevel(entry) })
  }

  const applyChange = (change: Change, changeSeq: number) => {
    const id = senderOf(change)
    const entry = id === undefined ? undefined : entries.get(id)
    const kind = entry && kindById.get(entry.device.kind)
    if (!kind) return
    const next = changeEntry(entry, kind, change)
    if (next !== entry) entries.set(entry.device.id, { ...next, changeSeq })
  }

  for (const device of directory.list()) describe(device)

  return {
    get seq() {
      return seq
    },
    get(id) {
      const entry = entries.get(id)
      if (!entry) throw new Error(`No device "${id}" is registered`)
      return entry
    },
    find: (id) => entries.get(id),
    list: () => [...entries.values()],
    changedSince: (since) => [...entries.values()].filter(({ changeSeq }) => changeSeq > since),
    apply(batch) {
      for (const change of batch.changes) applyChange(change, batch.seq)
      seq = batch.seq
    },
    describe,
    save(id) {
      const entry = entries.get(id)
      if (!entry) return undefined
      const { device: _, intervalMs: __, ...saved } = entry
      return saved
    },
    restore(id, saved) {
      const entry = entries.get(id)
      const kind = entry && kindById.get(entry.device.kind)
      if (!kind) return
      const { measured } = saved
      const restored = { ...entry, ...saved }
      entries.set(id, measured === undefined ? upgrade(restored, kind) : { ...restored, measured })
      // Thresholds and intervals may have changed while the city was down.
      describe(entry.device)
    },
    restoreSeq(restored) {
      seq = restored
    },
  }
}

function createEntry(device: Device, kind: Kind): BoardEntry {
  const mode = kind.reporting.defaultMode
  return {
    device,
    latest: null,
    level: null,
    lastLevel: null,
    measured: null,
    mode,
    intervalMs: intervalOf(device, kind, mode),
    online: null,
    changeSeq: 0,
  }
}

/** An older version did not save when the level was measured: only the newest reading may tell. */
function upgrade(entry: Omit<BoardEntry, 'measured'>, kind: Kind): BoardEntry {
  const measured = entry.latest && measure(null, kind, entry.latest)
  return { ...entry, measured, lastLevel: null }
}

function senderOf(change: Change): string | undefined {
  if (change.type === 'reading') return change.reading.device
  if (change.type === 'status') return change.status.device
  return change.type === 'verdict' ? change.verdict.device : undefined
}

function changeEntry(entry: BoardEntry, kind: Kind, change: Change): BoardEntry {
  switch (change.type) {
    case 'reading':
      return showReading(entry, kind, change)
    case 'status':
      return change.status.online === entry.online
        ? entry
        : { ...entry, online: change.status.online }
    case 'verdict':
      return showVerdict(entry, kind, change.verdict)
    case 'event':
    case 'quarantine':
    case 'crossing':
      return entry
  }
}

/** A later judgement of what the map shows changes what it shows of it. */
function showVerdict(
  entry: BoardEntry,
  { levelField = '' }: Kind,
  { ts, flag, reasons }: VerdictChange,
): BoardEntry {
  const { latest, measured } = entry
  if (latest?.ts !== ts && measured?.ts !== ts) return entry
  const next = {
    ...entry,
    latest: latest?.ts === ts ? { ...latest, flag, reasons } : latest,
    measured:
      measured?.ts === ts
        ? { ...measured, flag: fieldFlag({ flag, reasons }, levelField) }
        : measured,
  }
  return { ...next, ...showLevel(next) }
}

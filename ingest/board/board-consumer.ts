import type { Change, JournalBatch, VerdictChange } from '#domain/commit.ts'
import type { Device, DeviceDirectory } from '#domain/device.ts'
import type { Kind } from '#domain/kind.ts'
import type { Board } from '../board.ts'
import { intervalOf } from './interval.ts'
import { isNewest, showLevel, showReading, type BoardEntry } from './show-reading.ts'

/** What a restart needs of a device; the rest comes from the registry. */
export type SavedEntry = Omit<BoardEntry, 'device' | 'intervalMs'>

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
    entries.set(device.id, { ...entry, ...showLevel(entry, kind) })
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
      if (!entry) return
      entries.set(id, { ...entry, ...saved })
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
    mode,
    intervalMs: intervalOf(device, kind, mode),
    online: null,
    changeSeq: 0,
  }
}

function senderOf(change: Change): string | undefined {
  if (change.type === 'reading') return change.reading.device
  if (change.type === 'status') return change.status.device
  return change.type === 'verdict' ? change.verdict.device : undefined
}

function changeEntry(entry: BoardEntry, kind: Kind, change: Change): BoardEntry {
  switch (change.type) {
    case 'reading':
      return isNewest(entry, change.reading, change.outcome)
        ? showReading(entry, kind, change.reading)
        : entry
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

/** A later judgement of the newest reading changes what the map shows of it. */
function showVerdict(entry: BoardEntry, kind: Kind, verdict: VerdictChange): BoardEntry {
  if (entry.latest?.ts !== verdict.ts) return entry
  const latest = { ...entry.latest, flag: verdict.flag, reasons: verdict.reasons }
  return { ...entry, latest, ...showLevel({ ...entry, latest }, kind) }
}

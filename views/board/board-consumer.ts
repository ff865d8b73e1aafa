import type { Change, JournalBatch } from '#domain/commit.ts'
import type { DeviceStatus } from '#domain/facts/status.ts'
import type { VerdictChange } from '#domain/facts/verdict.ts'
import type { Device, DeviceDirectory } from '#domain/devices/device.ts'
import { noLevel, type GaugeLevel } from '#domain/alarms/gauge-level.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Board } from '../board.ts'
import { intervalOf } from '#domain/devices/interval.ts'
import { readSavedEntry, saveEntry, type SavedEntry } from './saved-entry.ts'
import { createOfBefore } from './of-before.ts'
import { showUplink, takeReading, type BoardEntry } from './show-reading.ts'

/** Keeps the board from the journal and from the registry. */
export interface BoardConsumer extends Board {
  apply(batch: JournalBatch): void
  /** The registry's newer description of a device, or a device of which it is the first. */
  describe(device: Device): void
  /** A device connected, or is connected no more. True where that is news. */
  connect(device: string, isOnline: boolean, nowTs: number): boolean
  /** Shows the level of a device as its owner says it now. */
  refresh(device: string): void
  save(device: string): SavedEntry | undefined
  restore(device: string, saved: SavedEntry): void
  /** Devices as a version up to 0.1.0 saved them, each with where to look for newer readings. */
  listOfBefore(): { device: Device; fromTs: number }[]
  /** Shows a stored reading, where it is the newest one. */
  show(reading: Reading): void
  /** Journal sequence that the restored entries stand at. */
  restoreSeq(seq: number): void
}

interface Parts {
  directory: Pick<DeviceDirectory, 'list'>
  kinds: readonly Kind[]
  /** The level of a device, as its one owner says it at the newest commit. */
  showLevel(device: Device): ShownLevel
}

/** What others know of a level; the board shows it beside the newest reading. */
type ShownLevel = GaugeLevel & Pick<BoardEntry, 'unchangedMs'>

export function createBoardConsumer({ directory, kinds, showLevel }: Parts): BoardConsumer {
  const kindById = new Map(kinds.map((kind) => [kind.id, kind]))
  const entries = new Map<string, BoardEntry>()
  const ofBefore = createOfBefore(entries, kindById)
  const shown = { entries, kindById, showLevel }
  let seq = 0

  const describe = (device: Device) => {
    const kind = kindById.get(device.kind)
    if (!kind) return
    // Its data stay, but nobody waits for more.
    if (device.retired) return void entries.delete(device.id)
    const { mode, ...known } = entries.get(device.id) ?? createEntry(device, kind)
    const intervalMs = intervalOf(device, kind, mode)
    entries.set(device.id, { ...known, mode, device, intervalMs, ...showLevel(device) })
  }

  const get = (id: string): BoardEntry => {
    const entry = entries.get(id)
    if (!entry) throw new Error(`No device "${id}" is registered`)
    return entry
  }

  for (const device of directory.list()) describe(device)

  return {
    get seq() {
      return seq
    },
    get,
    find: (id) => entries.get(id),
    list: () => [...entries.values()],
    changedSince: (since) => [...entries.values()].filter((entry) => isChangedSince(entry, since)),
    apply(batch) {
      for (const change of batch.changes) applyChange(shown, change, batch.seq)
      seq = batch.seq
    },
    describe,
    connect(id, isOnline, nowTs) {
      const entry = entries.get(id)
      if (!entry || entry.online === isOnline) return false
      entries.set(id, { ...entry, online: isOnline, onlineSinceTs: nowTs, onlineSeq: seq })
      return true
    },
    refresh(id) {
      const entry = entries.get(id)
      if (entry) entries.set(id, { ...entry, ...showLevel(entry.device) })
    },
    save: (id) => saveEntry(entries.get(id)),
    restore(id, saved) {
      const entry = entries.get(id)
      if (!entry) return
      ofBefore.note(id, saved)
      entries.set(id, { ...entry, ...readSavedEntry(saved) })
      // Intervals may have changed while the city was down.
      describe(entry.device)
    },
    restoreSeq: (restored) => void (seq = restored),
    listOfBefore: ofBefore.list,
    show: ofBefore.show,
  }
}

interface Shown extends Pick<Parts, 'showLevel'> {
  entries: Map<string, BoardEntry>
  kindById: ReadonlyMap<string, Kind>
}

function applyChange({ entries, kindById, showLevel }: Shown, change: Change, changeSeq: number) {
  const id = senderOf(change)
  const entry = id === undefined ? undefined : entries.get(id)
  const kind = entry && kindById.get(entry.device.kind)
  if (!kind) return
  const next = changeEntry(entry, kind, change)
  const level = showLevel(entry.device)
  if (next === entry && isSameLevel(entry, level)) return
  entries.set(entry.device.id, { ...next, ...level, changeSeq })
}

function createEntry(device: Device, kind: Kind): BoardEntry {
  const mode = kind.reporting.defaultMode
  return {
    device,
    latest: null,
    ...noLevel,
    mode,
    intervalMs: intervalOf(device, kind, mode),
    unchangedMs: null,
    clockOffsetMs: null,
    online: null,
    onlineSinceTs: null,
    onlineSeq: -1,
    lastUplinkTs: null,
    changeSeq: 0,
  }
}

function senderOf(change: Change): string | undefined {
  if (change.type === 'reading') return change.reading.device
  if (change.type === 'status') return change.record.device
  if (change.type === 'verdict') return change.record.device
  // What the store was asked may change a level without a reading; the record tells of it.
  const changesLevel = change.type === 'crossing' || change.type === 'lapse'
  return changesLevel ? change.record.device : undefined
}

const isChangedSince = ({ changeSeq, onlineSeq }: BoardEntry, since: number) =>
  changeSeq > since || onlineSeq >= since

function isSameLevel(a: ShownLevel, b: ShownLevel): boolean {
  const isSame = a.confirmed === b.confirmed && a.alarmLevel === b.alarmLevel
  return (
    isSame &&
    a.unchangedMs === b.unchangedMs &&
    a.level === b.level &&
    isSameLast(a.lastLevel, b.lastLevel)
  )
}

function isSameLast(a: GaugeLevel['lastLevel'], b: GaugeLevel['lastLevel']): boolean {
  if (!a || !b) return a === b
  return a.level === b.level && a.ts === b.ts && a.value === b.value && a.flag === b.flag
}

function changeEntry(entry: BoardEntry, kind: Kind, change: Change): BoardEntry {
  switch (change.type) {
    case 'reading':
      return takeReading(entry, kind, change)
    case 'status':
      return showUplink(showStatus(entry, change.record), change.record.received_ts)
    case 'verdict':
      return showVerdict(entry, change.record)
    case 'event':
    case 'quarantine':
    case 'crossing':
    case 'lapse':
      return entry
  }
}

/** Who is connected is not said by the device; its Will says since when it is not. */
function showStatus(entry: BoardEntry, { online, received_ts }: DeviceStatus): BoardEntry {
  if (online || entry.online !== false || entry.onlineSinceTs !== null) return entry
  return { ...entry, onlineSinceTs: received_ts }
}

/** A later judgement of the newest reading. */
function showVerdict(entry: BoardEntry, { ts, flag, reasons }: VerdictChange): BoardEntry {
  const { latest } = entry
  return latest?.ts === ts ? { ...entry, latest: { ...latest, flag, reasons } } : entry
}

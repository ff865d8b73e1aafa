import { outcomes, type JournalBatch, type StoredChange } from '#domain/commit.ts'
import type { Flag } from '#domain/readings/flags.ts'
import type { Origin } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '../../store.ts'
import { unpackEntries, type JournalEntry } from '../journal-entries.ts'
import { splitReasons } from '../reading-codec.ts'
import {
  decodeCrossing,
  decodeEvent,
  decodeQuarantined,
  decodeStatus,
  decodeVerdict,
  type FactRow,
} from './fact-rows.ts'
import { createVersionFinder } from './find-version.ts'
import type { QueryScope } from './scope.ts'

type EntryReader = (entry: JournalEntry) => StoredChange | undefined

/** Batches after `afterSeq`, their changes rebuilt from where the facts lie. */
export function readJournal(
  scope: QueryScope,
  [afterSeq, limit]: Parameters<Store['readJournal']>,
): JournalBatch<StoredChange>[] {
  const read = createEntryReader(scope)
  return scope.db
    .prepare('SELECT seq, committed_ts, entries FROM journal WHERE seq > ? ORDER BY seq LIMIT ?')
    .all(afterSeq, limit)
    .map((row) => ({
      seq: Number(row['seq']),
      committed_ts: Number(row['committed_ts']),
      // A fact that was pruned since is left out.
      changes: unpackEntries(row['entries'] as Uint8Array).flatMap((entry) => read(entry) ?? []),
    }))
}

function createEntryReader(scope: QueryScope): EntryReader {
  const rowOf = (table: string, key: string) => {
    const find = scope.db.prepare(
      `SELECT ${table}.*, device.id AS device FROM ${table}
         JOIN device ON device.no = device_no WHERE ${table}.${key} = ?`,
    )
    return (id: number): FactRow | undefined => find.get(id)
  }
  const readReading = createReadingReader(scope)
  const eventRow = rowOf('event', 'id')
  const statusRow = rowOf('status', 'id')
  const quarantineRow = rowOf('quarantine', 'id')
  const crossingRow = rowOf('crossing', 'crossing_seq')
  const verdictRow = rowOf('verdict', 'id')
  const kindIds = new Map([...scope.tables.values()].map(({ no, id }) => [no, id]))

  const readers: Record<JournalEntry['type'], EntryReader> = {
    reading: readReading,
    event: ({ ref, outcome, tail }) => {
      const row = eventRow(ref)
      if (!row) return undefined
      const [received_ts, seq, boot, origin] = (tail ?? []) as EventTail
      const event = decodeEvent(row)
      const own = tail ? { received_ts, seq, boot, origin } : {}
      return { type: 'event', event: { ...event, ...own }, outcome }
    },
    status: ({ ref, outcome }) => {
      const row = statusRow(ref)
      return row && { type: 'status', status: decodeStatus(row), outcome }
    },
    quarantine: ({ ref, outcome }) => {
      const row = quarantineRow(ref)
      return row && { type: 'quarantine', quarantined: decodeQuarantined(row), outcome }
    },
    verdict: ({ ref, outcome }) => {
      const row = verdictRow(ref)
      const kind = kindIds.get(Number(row?.['kind_no']))
      return row && { type: 'verdict', verdict: decodeVerdict({ ...row, kind }), outcome }
    },
    crossing: ({ ref, outcome }) => {
      const row = crossingRow(ref)
      return row && { type: 'crossing', crossing: decodeCrossing(row), outcome }
    },
  }
  return (entry) => readers[entry.type](entry)
}

type EventTail = [received_ts: number, seq: number | null, boot: string | null, origin: Origin]
type ReadingTail = [version: number, flag: Flag, reasons: string]

function createReadingReader(scope: QueryScope): EntryReader {
  const finders = new Map(
    [...scope.tables.values()].map((table) => [table.no, createVersionFinder(scope, table)]),
  )
  const deviceIds = new Map(
    scope.db
      .prepare('SELECT no, id FROM device')
      .all()
      .map((row) => [Number(row['no']), String(row['id'])]),
  )

  return ({ kindNo, deviceNo, ref: ts, outcome, tail }) => {
    const device = { no: deviceNo, id: deviceIds.get(deviceNo) ?? '' }
    const [version, flag, reasons] = (tail ?? [0, 1, '']) as ReadingTail
    const found = finders
      .get(kindNo)?.(device, ts)
      .find((one) => one.version === version)
    if (!found) return undefined
    // The row shows the newest verdict, the journal the one the reading came with.
    const first = { ...found.reading, flag, reasons: splitReasons(reasons) }
    const reading = outcome === outcomes.duplicate ? { ...first, ...ownPart(tail) } : first
    return { type: 'reading', reading, outcome }
  }
}

/** What a duplicate had of its own; its values are those of the stored version. */
function ownPart(tail: JournalEntry['tail']): Partial<Reading> {
  const [received_ts, seq, boot, origin] = (tail ?? []).slice(3) as EventTail
  return { received_ts, seq, boot, origin }
}

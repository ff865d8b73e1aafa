import { outcomes, type JournalBatch, type Outcome, type StoredChange } from '#domain/commit.ts'
import type { Flag } from '#domain/readings/flags.ts'
import type { Origin } from '#domain/readings/origin.ts'
import type { FieldChanges } from '#domain/readings/field-changes.ts'
import type { Values } from '#domain/readings/values.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '../../store.ts'
import type { FactRecord } from '../tables/fact-codec.ts'
import { readingNo, rowKey, type FactTable } from '../tables/fact-table.ts'
import { unpackEntries, type JournalEntry } from '../journal-entries.ts'
import { splitReasons } from '../tables/reading-codec.ts'
import { decodeFact, selectFact } from './fact-rows.ts'
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
  const readers = new Map([[readingNo, createReadingReader(scope)]])
  for (const fact of scope.facts) readers.set(fact.no, createFactReader(scope, fact))
  return (entry) => {
    const read = readers.get(entry.factNo)
    if (!read) throw new Error(`journal entry of unknown fact ${entry.factNo}`)
    return read(entry)
  }
}

function createFactReader({ db }: QueryScope, fact: FactTable): EntryReader {
  const find = db.prepare(`${selectFact(fact)} WHERE "${fact.name}"."${rowKey(fact)}" = ?`)
  const ofEach = fact.key.type === 'versions' ? fact.key.ofEach : []
  return ({ ref, outcome, tail }) => {
    const row = find.get(ref)
    if (!row) return undefined
    const own = tail ? Object.fromEntries(ofEach.map((field, i) => [field, tail[i]])) : {}
    const record: FactRecord = { ...decodeFact(fact, row), ...own }
    return { type: fact.name, record, outcome } as StoredChange
  }
}

type OwnTail = [received_ts: number, seq: number | null, boot: string | null, origin: Origin]
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
    return {
      type: 'reading',
      reading,
      message: reading,
      fields: fieldsOf(reading.values, outcome),
      outcome,
    }
  }
}

const fieldsOf = (values: Values, outcome: Outcome): FieldChanges => {
  const names = Object.keys(values)
  const fields = { added: [], revised: [], repeated: [] }
  if (outcome === outcomes.duplicate) return { ...fields, repeated: names }
  return outcome === outcomes.revision ? { ...fields, revised: names } : { ...fields, added: names }
}

/** What a duplicate had of its own; its values are those of the stored version. */
function ownPart(tail: JournalEntry['tail']): Partial<Reading> {
  const [received_ts, seq, boot, origin] = (tail ?? []).slice(3) as OwnTail
  return { received_ts, seq, boot, origin }
}

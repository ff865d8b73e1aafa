import { outcomes, type JournalBatch, type StoredChange } from '#domain/commit.ts'
import { flags } from '#domain/readings/flags.ts'
import type { Store } from '../../store.ts'
import type { FactRecord } from '../tables/fact-codec.ts'
import { readingNo, rowKey, type FactTable } from '../tables/fact-table.ts'
import { unpackEntries, type JournalEntry } from '../journal-entries.ts'
import {
  unpackRepeat,
  type ReadingTail,
  type RepeatTail,
  type StoredTail,
} from '../reading-tail.ts'
import { splitReasons } from '../tables/reading-codec.ts'
import type { Version } from '../tables/revision-row.ts'
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
    const finder = finders.get(kindNo)
    const device = { no: deviceNo, id: deviceIds.get(deviceNo) ?? '' }
    const find = (version: number) => finder?.find(device, ts, version)
    const read = tail as ReadingTail | null
    if (read && outcome === outcomes.duplicate) return readRepeat(read as RepeatTail, find)
    const [version, flag, reasons] = (read as StoredTail | null) ?? [0, flags.pass, '']
    const found = find(version)
    if (!found) return undefined
    // The row shows the newest verdict, the journal the one the message came with.
    const message = { ...found.message, flag, reasons: splitReasons(reasons) }
    const reading = found.reading === found.message ? message : found.reading
    return { type: 'reading', reading, message, fields: found.fields, outcome }
  }
}

/** A message that changed nothing. Undefined where its reading is not there any more. */
function readRepeat(
  tail: RepeatTail,
  find: (version: number) => Version | undefined,
): StoredChange | undefined {
  const { said, shown } = unpackRepeat(tail)
  const after = find(shown.version)
  const values = said.values ?? find(said.version)?.message.values
  if (!after || !values) return undefined
  const message = { ...after.reading, ...said.own, values }
  const reading = { ...after.reading, ...shown.verdict }
  const fields = { added: [], revised: [], repeated: Object.keys(values) }
  return { type: 'reading', reading, message, fields, outcome: outcomes.duplicate }
}

import type { DatabaseSync } from 'node:sqlite'
import type { Keeping } from '#domain/facts/fact.ts'
import type { PrunedRows, PruneLimits } from '../../store.ts'
import { rowKey, type FactTable } from '../tables/fact-table.ts'
import type { Tables } from '../threads/messages.ts'
import { tableName, type KindTable } from '../tables/reading-table.ts'
import { reduceFact } from './reduce-fact.ts'
import { createTally, readingTally } from './tally.ts'

/** Rows of one step: few enough that a commit behind it waits some milliseconds at most. */
const stepRows = 2_000
/** Journal batches of one step; each holds up to thousands of entries. */
const stepBatches = 50

interface AgingTable {
  from: string
  key: string
  /** The column that tells a row's age. */
  age: string
  where?: string
  tally?: string | undefined
}

const revisions: AgingTable = {
  from: 'reading_revision',
  key: 'kind_no, device_no, ts, version',
  age: 'ts',
}

const regained: AgingTable = { from: 'regained', key: 'kind_no, device_no, ts', age: 'ts' }

/** Deletes in steps of one small transaction each; between two steps others may write. */
export function* pruneStepwise(
  db: DatabaseSync,
  { tables, facts }: Tables,
  limits: PruneLimits,
): Generator<void, PrunedRows> {
  const { readingsBeforeTs, quarantineBeforeTs, journalUpToSeq } = limits
  const beforeTs: Record<Keeping, number> = {
    readings: readingsBeforeTs,
    quarantine: quarantineBeforeTs,
    records: limits.recordsBeforeTs,
  }
  const pruned: PrunedRows = { readings: 0, journal: 0, facts: {}, reduced: {} }
  for (const table of tables) pruned.readings += yield* pruneTable(db, table, readingsBeforeTs)
  yield* repeat(createOldRowDeletion(db, revisions, readingsBeforeTs))
  yield* repeat(createOldRowDeletion(db, regained, readingsBeforeTs))
  for (const fact of facts) {
    pruned.facts[fact.name] = yield* pruneFact(db, fact, beforeTs[fact.keeping])
    if (fact.reduction) {
      pruned.reduced[fact.name] = yield* reduceFact(db, fact, limits.reduceBeforeTs)
    }
  }
  const deleteBatches = db.prepare(
    `DELETE FROM journal WHERE seq IN (SELECT seq FROM journal WHERE seq <= ? ORDER BY seq LIMIT ?)`,
  )
  pruned.journal = yield* repeat(() =>
    Number(deleteBatches.run(journalUpToSeq, stepBatches).changes),
  )
  return pruned
}

/** Older versions first, because only the newest is counted. */
function* pruneFact(db: DatabaseSync, fact: FactTable, beforeTs: number): Generator<void, number> {
  const aging = { from: `"${fact.name}"`, key: `"${rowKey(fact)}"`, age: `"${fact.time}"` }
  const tally = fact.list ? fact.name : undefined
  if (fact.key.type !== 'versions') {
    return yield* repeat(createOldRowDeletion(db, { ...aging, tally }, beforeTs))
  }
  yield* repeat(createOldRowDeletion(db, { ...aging, where: 'newest = 0' }, beforeTs))
  const newest = { ...aging, where: 'newest = 1', tally }
  return yield* repeat(createOldRowDeletion(db, newest, beforeTs))
}

/** Runs a step until it deletes nothing; the number of rows deleted in all. */
function* repeat(step: () => number): Generator<void, number> {
  let total = 0
  for (let deleted = step(); deleted > 0; deleted = step()) {
    total += deleted
    yield
  }
  return total
}

function* pruneTable(
  db: DatabaseSync,
  table: KindTable,
  beforeTs: number,
): Generator<void, number> {
  const name = tableName(table.id)
  const lastBucket = Math.floor((beforeTs - 1) / table.bucketMs)
  const nextBucket = db.prepare(`SELECT min(_bucket) AS bucket FROM ${name} WHERE _bucket > ?`)
  let total = 0
  let bucket = findBucket(-Number.MAX_SAFE_INTEGER)
  while (bucket !== null && bucket <= lastBucket) {
    total += yield* repeat(createBucketDeletion(db, table, { bucket, beforeTs }))
    bucket = findBucket(bucket)
  }
  return total

  function findBucket(after: number): number | null {
    const found = nextBucket.get(after)?.['bucket'] ?? null
    return found === null ? null : Number(found)
  }
}

function createBucketDeletion(
  db: DatabaseSync,
  table: KindTable,
  { bucket, beforeTs }: { bucket: number; beforeTs: number },
): () => number {
  const name = tableName(table.id)
  // Up to the device of the 2000th row, so that a step ends between two devices.
  const findDevice = db.prepare(
    `SELECT _device FROM ${name} WHERE _bucket = ? AND ts < ? ORDER BY _device LIMIT 1 OFFSET ?`,
  )
  const remove = db.prepare(`DELETE FROM ${name} WHERE _bucket = ? AND _device <= ? AND ts < ?`)
  // By the index of times: a bucket is a short one. ("+" keeps a column out of the choice.)
  const removeOlder = db.prepare(
    `DELETE FROM reading_revision
     WHERE ts >= ? AND ts < ? AND +kind_no = ? AND +device_no <= ?`,
  )
  const fromTs = bucket * table.bucketMs
  const toTs = Math.min(fromTs + table.bucketMs, beforeTs)
  return () => {
    const device =
      findDevice.get(bucket, beforeTs, stepRows)?.['_device'] ?? Number.MAX_SAFE_INTEGER
    return inTransaction(db, readingTally(table.id), () => {
      // With their reading: one that comes again between two steps begins at version 0 once more,
      // and must meet no version of its former life.
      removeOlder.run(fromTs, toTs, table.no, device)
      return Number(remove.run(bucket, device, beforeTs).changes)
    })
  }
}

function createOldRowDeletion(db: DatabaseSync, table: AgingTable, beforeTs: number): () => number {
  const { from, key, age, where = 'TRUE' } = table
  const remove = db.prepare(
    `DELETE FROM ${from} WHERE (${key}) IN
       (SELECT ${key} FROM ${from} WHERE ${age} < ? AND ${where} LIMIT ?)`,
  )
  return () => inTransaction(db, table.tally, () => Number(remove.run(beforeTs, stepRows).changes))
}

/** Deletes and keeps the tally right, together. */
function inTransaction(
  db: DatabaseSync,
  tallyName: string | undefined,
  remove: () => number,
): number {
  const tally = createTally(db)
  db.exec('BEGIN IMMEDIATE')
  try {
    const deleted = remove()
    if (tallyName) tally.add(tallyName, -deleted)
    tally.flush()
    db.exec('COMMIT')
    return deleted
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK')
    throw error
  }
}

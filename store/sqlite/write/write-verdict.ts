import { outcomes } from '#domain/commit.ts'
import type { VerdictChange } from '#domain/facts/verdict.ts'
import { joinReasons } from '../batch.ts'
import type { FactTable } from '../tables/fact-table.ts'
import { tableName, type KindTable } from '../tables/reading-table.ts'
import type { WriteContext } from './write-context.ts'
import type { FactWriter, WrittenFact } from './fact-writer.ts'

/** Adds verdicts on readings of every kind. */
export function createVerdictWriter({ db, tables }: WriteContext, { name }: FactTable): FactWriter {
  const writers = new Map(tables.map((table) => [table.id, createKindWriter({ db, name }, table)]))
  return (record, deviceNo) => {
    const verdict = record as unknown as VerdictChange
    const write = writers.get(verdict.kind)
    if (!write) throw new RangeError(`the store has no kind "${verdict.kind}"`)
    return write(verdict, deviceNo)
  }
}

/**
 * Adds verdicts to the log and shows the newest in the reading's row. The log also keeps the
 * verdict that was replaced, so the first one is never lost. A verdict on a reading that is not
 * there (pruned meanwhile) is logged all the same.
 */
function createKindWriter(
  { db, name }: Pick<WriteContext, 'db'> & Pick<FactTable, 'name'>,
  table: KindTable,
) {
  const key = 'WHERE _bucket = ? AND _device = ? AND ts = ?'
  const findReading = db.prepare(
    `SELECT _version, _flag, _reasons FROM ${tableName(table.id)} ${key}`,
  )
  const project = db.prepare(`UPDATE ${tableName(table.id)} SET _flag = ?, _reasons = ? ${key}`)
  const findNewest = db.prepare(
    `SELECT * FROM "${name}" WHERE kind_no = ? AND device_no = ? AND ts = ? ORDER BY id DESC LIMIT 1`,
  )
  const insert = db.prepare(
    `INSERT INTO "${name}" (kind_no, device_no, ts, version, flag, reasons, was_flag, was_reasons,
       author, note, at_ts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return function writeVerdict(verdict: VerdictChange, deviceNo: number): WrittenFact {
    const { ts, flag, author, note, at_ts } = verdict
    const reasons = verdict.reasons.length ? joinReasons(verdict.reasons) : null
    const bucket = Math.floor(ts / table.bucketMs)
    const reading = findReading.get(bucket, deviceNo, ts)
    const version = reading?.['_version'] ?? null
    const newest = findNewest.get(table.no, deviceNo, ts)
    const same = { version, flag, reasons, author, note, at_ts }
    if (newest && Object.entries(same).every(([name, value]) => newest[name] === value)) {
      return { outcome: outcomes.duplicate, ref: Number(newest['id']), tail: null }
    }
    const { lastInsertRowid } = insert.run(
      table.no,
      deviceNo,
      ts,
      version,
      flag,
      reasons,
      reading?.['_flag'] ?? null,
      reading?.['_reasons'] ?? null,
      author,
      note,
      at_ts,
    )
    project.run(flag, reasons, bucket, deviceNo, ts)
    return { outcome: outcomes.stored, ref: Number(lastInsertRowid), tail: null }
  }
}

import type { DatabaseSync } from 'node:sqlite'
import { outcomes, type Outcome, type VerdictChange } from '#domain/commit.ts'
import { joinReasons } from './batch.ts'
import { tableName, type KindTable } from './reading-table.ts'

/** What a verdict became and its row in the log. */
export interface WrittenVerdict {
  outcome: Outcome
  id: number
}

/**
 * Adds verdicts to the log and shows the newest in the reading's row. The log also keeps the
 * verdict that was replaced, so the first one is never lost. A verdict on a reading that is not
 * there (pruned meanwhile) is logged all the same.
 */
export function createVerdictWriter(db: DatabaseSync, table: KindTable) {
  const key = 'WHERE _bucket = ? AND _device = ? AND ts = ?'
  const findReading = db.prepare(
    `SELECT _version, _flag, _reasons FROM ${tableName(table.id)} ${key}`,
  )
  const project = db.prepare(`UPDATE ${tableName(table.id)} SET _flag = ?, _reasons = ? ${key}`)
  const findNewest = db.prepare(
    `SELECT * FROM verdict WHERE kind_no = ? AND device_no = ? AND ts = ? ORDER BY id DESC LIMIT 1`,
  )
  const insert = db.prepare(
    `INSERT INTO verdict (kind_no, device_no, ts, version, flag, reasons, was_flag, was_reasons,
       author, note, at_ts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )

  return function writeVerdict(verdict: VerdictChange, deviceNo: number): WrittenVerdict {
    const { ts, flag, author, note, at_ts } = verdict
    const reasons = verdict.reasons.length ? joinReasons(verdict.reasons) : null
    const bucket = Math.floor(ts / table.bucketMs)
    const reading = findReading.get(bucket, deviceNo, ts)
    const version = reading?.['_version'] ?? null
    const newest = findNewest.get(table.no, deviceNo, ts)
    const same = { version, flag, reasons, author, note, at_ts }
    if (newest && Object.entries(same).every(([name, value]) => newest[name] === value)) {
      return { outcome: outcomes.duplicate, id: Number(newest['id']) }
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
    return { outcome: outcomes.stored, id: Number(lastInsertRowid) }
  }
}

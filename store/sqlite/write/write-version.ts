import type { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { outcomes } from '#domain/commit.ts'
import { encodeRecord } from '../tables/fact-codec.ts'
import type { FactTable } from '../tables/fact-table.ts'
import type { FactWriter } from './fact-writer.ts'

/**
 * Writes facts that come in versions; every version of (device, name) is a row, one of them
 * `newest`. A duplicate is noted with what it had of its own.
 */
export function createVersionWriter(
  db: DatabaseSync,
  { name: table, key, columns }: FactTable,
): FactWriter {
  if (key.type !== 'versions') throw new TypeError(`${table} has no versions`)
  const own = columns.find(({ field }) => field === key.of[1])
  if (!own) throw new TypeError(`${table} has no field ${key.of[1]}`)
  const names = columns.map(({ column }) => `"${column}"`)
  const contents = columns.filter(({ field }) => key.content.includes(field))
  const isSameBody = (a: unknown, b: unknown): boolean =>
    a === b || isDeepStrictEqual(readContent(a, key.ofEach), readContent(b, key.ofEach))
  const insert = db.prepare(
    `INSERT INTO "${table}" (version, newest, ${names.join(', ')})
     VALUES (?, 1, ${names.map(() => '?').join(', ')})`,
  )
  const listVersions = db.prepare(
    `SELECT id, version, ${contents.map(({ column }) => `"${column}"`).join(', ')} FROM "${table}"
     WHERE device_no = ? AND "${own.column}" = ? ORDER BY version`,
  )
  const unseat = db.prepare(`UPDATE "${table}" SET newest = 0 WHERE id = ?`)

  return function writeVersion(record, deviceNo) {
    const content = encodeRecord(contents, record, deviceNo)
    const isSame = (row: Record<string, unknown>) =>
      contents.every(({ column, type }, i) =>
        type === 'json' ? isSameBody(row[column], content[i]) : row[column] === content[i],
      )
    const versions = listVersions.all(deviceNo, ...encodeRecord([own], record, deviceNo))
    const same = versions.find(isSame)
    if (same) {
      const tail = key.ofEach.map((field) => record[field] ?? null)
      return { outcome: outcomes.duplicate, ref: Number(same['id']), tail }
    }
    const last = versions.at(-1)
    if (last) unseat.run(Number(last['id']))
    const version = last ? Number(last['version']) + 1 : 0
    const done = insert.run(version, ...encodeRecord(columns, record, deviceNo))
    const outcome = last ? outcomes.revision : outcomes.stored
    return { outcome, ref: Number(done.lastInsertRowid), tail: null }
  }
}

/** A body as it counts: the same told again after a restart has another number, and is the same. */
function readContent(body: unknown, ofEach: readonly string[]): object {
  const told = JSON.parse(String(body)) as Record<string, unknown>
  return Object.fromEntries(Object.entries(told).filter(([field]) => !ofEach.includes(field)))
}

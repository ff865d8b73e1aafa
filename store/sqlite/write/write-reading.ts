import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { outcomes, type Outcome } from '#domain/commit.ts'
import { readingCell, type Batch } from '../batch.ts'
import { decodeValues, rowColumn } from '../tables/reading-codec.ts'
import { fixedColumns, tableName, type KindTable } from '../tables/reading-table.ts'

/** What a reading became, and which version of its key holds its values. */
export interface WrittenReading {
  outcome: Outcome
  version: number
}

type Cell = number | string | null

/**
 * Writes readings of one kind inside the running transaction. New keys, nearly all, cost one
 * prepared insert; only a key that exists already is looked at closer.
 */
export function createReadingWriter(db: DatabaseSync, table: KindTable) {
  const columns = [...fixedColumns, ...table.fields.map(({ name }) => `"${name}"`)]
  const insert = db.prepare(
    `INSERT INTO ${tableName(table.id)} (${columns.join(', ')})
     VALUES (${columns.map(() => '?').join(', ')}) ON CONFLICT DO NOTHING`,
  )
  const resolve = createConflictResolver(db, table, columns)
  const isText = table.fields.map(({ type }) => type === 'TEXT')
  // Reused: this function runs for every reading.
  const row = columns.map((): Cell => null)
  const stored: WrittenReading = { outcome: outcomes.stored, version: 0 }

  /** The cells of the reading at `at`, as a row. */
  function fillRow({ cells, texts }: Batch, at: number, deviceNo: number): void {
    const ts = cells[at + readingCell.ts] ?? NaN
    row[0] = Math.floor(ts / table.bucketMs)
    row[rowColumn.device] = deviceNo
    row[rowColumn.ts] = ts
    row[rowColumn.receivedTs] = numberAt(cells, at + readingCell.receivedTs)
    row[rowColumn.place] = numberAt(cells, at + readingCell.placeTs)
    row[rowColumn.seq] = numberAt(cells, at + readingCell.seq)
    row[rowColumn.boot] = textAt(cells, texts, at + readingCell.boot)
    row[rowColumn.origin] = numberAt(cells, at + readingCell.origin)
    row[rowColumn.flag] = numberAt(cells, at + readingCell.flag)
    row[rowColumn.reasons] = textAt(cells, texts, at + readingCell.reasons)
    row[rowColumn.nulls] = numberAt(cells, at + readingCell.nulls)
    row[rowColumn.version] = 0
    for (let i = 0; i < isText.length; i++) {
      const slot = at + readingCell.fields + i
      row[rowColumn.fields + i] = isText[i] ? textAt(cells, texts, slot) : numberAt(cells, slot)
    }
  }

  return function writeReading(batch: Batch, at: number, deviceNo: number): WrittenReading {
    fillRow(batch, at, deviceNo)
    return insert.run(...row).changes === 1 ? stored : resolve(row)
  }
}

function numberAt(cells: Float64Array, slot: number): number | null {
  const cell = cells[slot] as number
  return Number.isNaN(cell) ? null : cell
}

function textAt(cells: Float64Array, texts: readonly string[], slot: number): string | null {
  return texts[cells[slot] as number] ?? null
}

/** The key exists: is it the same again, or a new version? */
function createConflictResolver(db: DatabaseSync, table: KindTable, columns: readonly string[]) {
  const key = 'WHERE _bucket = ? AND _device = ? AND ts = ?'
  const find = db.prepare(`SELECT ${columns.join(', ')} FROM ${tableName(table.id)} ${key}`)
  find.setReturnArrays(true)
  const changing = columns.slice(rowColumn.receivedTs)
  const update = db.prepare(
    `UPDATE ${tableName(table.id)} SET ${changing.map((name) => `${name} = ?`).join(', ')} ${key}`,
  )
  const findOlder = db.prepare(
    `SELECT version FROM reading_revision
     WHERE kind_no = ? AND device_no = ? AND ts = ? AND "values" = ?`,
  )
  const keepOlder = db.prepare(
    `INSERT INTO reading_revision (kind_no, device_no, ts, version, received_ts, place_ts, seq, boot,
       origin, flag, reasons, "values") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const valuesText = (row: readonly Cell[]): string =>
    JSON.stringify(decodeValues(row, rowColumn.fields, table.fields))

  return function resolve(row: Cell[]): WrittenReading {
    const [bucket, device, ts] = row as [number, number, number]
    const current = find.get(bucket, device, ts) as unknown as Cell[]
    const currentVersion = Number(current[rowColumn.version])
    if (haveSameValues(row, current)) {
      return { outcome: outcomes.duplicate, version: currentVersion }
    }
    const older = findOlder.get(table.no, device, ts, valuesText(row))
    if (older) return { outcome: outcomes.duplicate, version: Number(older['version']) }

    const moved: SQLInputValue[] = current.slice(rowColumn.receivedTs, rowColumn.nulls)
    keepOlder.run(table.no, device, ts, currentVersion, ...moved, valuesText(current))
    const version = currentVersion + 1
    row[rowColumn.version] = version
    update.run(...row.slice(rowColumn.receivedTs), bucket, device, ts)
    return { outcome: outcomes.revision, version }
  }
}

function haveSameValues(a: readonly Cell[], b: readonly Cell[]): boolean {
  if (a[rowColumn.nulls] !== b[rowColumn.nulls]) return false
  for (let i = rowColumn.fields; i < a.length; i++) if (a[i] !== b[i]) return false
  return true
}

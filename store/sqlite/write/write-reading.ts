import type { DatabaseSync } from 'node:sqlite'
import { readingCell, type Batch } from '../batch.ts'
import { decodeReading, rowColumn } from '../tables/reading-codec.ts'
import { fixedColumns, tableName, type KindTable } from '../tables/reading-table.ts'
import { createReadingMerger, type Met } from './merge-reading.ts'

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
  const meet = createReadingMerger(db, table)
  const isText = table.fields.map(({ type }) => type === 'TEXT')
  // Reused: this function runs for every reading.
  const row = columns.map((): Cell => null)

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

  /** Undefined where the message made its reading, the usual case. */
  return function writeReading(batch: Batch, at: number, deviceNo: number): Met | undefined {
    fillRow(batch, at, deviceNo)
    if (insert.run(...row).changes === 1) return undefined
    const device = batch.texts[batch.cells[at + readingCell.device] as number] as string
    return meet(decodeReading(row, device, table), deviceNo)
  }
}

function numberAt(cells: Float64Array, slot: number): number | null {
  const cell = cells[slot] as number
  return Number.isNaN(cell) ? null : cell
}

function textAt(cells: Float64Array, texts: readonly string[], slot: number): string | null {
  return texts[cells[slot] as number] ?? null
}

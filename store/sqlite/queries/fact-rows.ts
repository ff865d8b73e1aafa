import { decodeRecord, type FactRecord, type FactRow } from '../tables/fact-codec.ts'
import { rowKey, type FactTable } from '../tables/fact-table.ts'

/** Selects a fact's rows, with the id of their device, for `decodeFact`. */
export function selectFact(fact: FactTable): string {
  const { name, columns } = fact
  const cells = columns.map(({ column, type }) => {
    if (type === 'device') return `device.id AS "${column}"`
    if (type === 'kind') return `(SELECT id FROM kind WHERE no = "${column}") AS "${column}"`
    return `"${name}"."${column}"`
  })
  return `SELECT "${name}"."${rowKey(fact)}", ${cells.join(', ')} FROM "${name}"
    JOIN device ON device.no = device_no`
}

/** The record of a row, with its number where it has one. */
export function decodeFact({ key, columns }: FactTable, row: FactRow): FactRecord {
  const record = decodeRecord(columns, row)
  return key.type === 'number' ? { [key.as]: row[key.as], ...record } : record
}

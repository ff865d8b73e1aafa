import type { DatabaseSync } from 'node:sqlite'
import { origins } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { FieldValue, Values } from '#domain/readings/values.ts'
import { joinReasons } from '../batch.ts'
import { decodeReading, rowColumn, type ReadingRow } from './reading-codec.ts'
import { fixedColumns, tableName, type KindTable } from './reading-table.ts'
import { encodeVersion, revisionColumns, type Version } from './revision-row.ts'

interface Key {
  device: string
  deviceNo: number
  ts: number
}

/** Finds and rewrites single readings of one kind: those that several messages made. */
export function createRowAccess(db: DatabaseSync, table: KindTable) {
  const key = 'WHERE _bucket = ? AND _device = ? AND ts = ?'
  const columns = [...fixedColumns, ...table.fields.map(({ name }) => `"${name}"`)]
  const name = tableName(table.id)
  const select = db.prepare(`SELECT ${columns.join(', ')} FROM ${name} ${key}`)
  select.setReturnArrays(true)
  const changing = columns.slice(rowColumn.receivedTs).map((column) => `${column} = ?`)
  const update = db.prepare(`UPDATE ${name} SET ${changing.join(', ')} ${key}`)
  const insert = db.prepare(
    `INSERT INTO reading_revision (${revisionColumns.join(', ')})
     VALUES (${revisionColumns.map(() => '?').join(', ')})`,
  )
  const bucketOf = (ts: number) => Math.floor(ts / table.bucketMs)

  return {
    find({ device, deviceNo, ts }: Key): { reading: Reading; version: number } | undefined {
      const found = select.get(bucketOf(ts), deviceNo, ts)
      if (!found) return undefined
      const row = found as unknown as ReadingRow
      return {
        reading: decodeReading(row, device, table),
        version: Number(row[rowColumn.version]),
      }
    },
    /** Keeps a message of a key that has several. */
    keep(deviceNo: number, version: Version): void {
      insert.run(table.no, deviceNo, version.message.ts, ...encodeVersion(version))
    },
    replace(deviceNo: number, { reading, version }: { reading: Reading; version: number }): void {
      const { ts, received_ts, place_ts, seq, boot, origin, flag, reasons, values } = reading
      const receipt = [received_ts, place_ts, seq, boot, origins.indexOf(origin)] as const
      const verdict = [flag, reasons.length ? joinReasons(reasons) : null] as const
      const cells = table.fields.map((field) => values[field.name] ?? null)
      const nulls = maskNulls(table, values)
      update.run(...receipt, ...verdict, nulls, version, ...cells, bucketOf(ts), deviceNo, ts)
    },
  }
}

/** Sum of 2^i of the fields that are there as null. */
const maskNulls = ({ fields }: KindTable, values: Values): number =>
  fields.reduce((sum, { name }, i) => (values[name] === null ? sum + 2 ** i : sum), 0)

/** Values in the order of the columns, as a row gives them back. */
export function inOrder({ fields }: KindTable, values: Values): Values {
  const ordered: Record<string, FieldValue> = {}
  for (const { name } of fields) {
    const value = values[name]
    if (value !== undefined) ordered[name] = value
  }
  return ordered
}

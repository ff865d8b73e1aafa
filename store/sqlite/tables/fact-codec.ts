import type { SQLInputValue } from 'node:sqlite'
import { origins, type Origin } from '#domain/readings/origin.ts'
import { joinReasons } from '../batch.ts'
import type { CellType, FactColumn } from './fact-plan.ts'
import { decodeOrigin, splitReasons } from './reading-codec.ts'

/** A record of any fact. */
export type FactRecord = Readonly<Record<string, unknown>>

/** A row with each column under its own name; device and kind by their ids. */
export type FactRow = Readonly<Record<string, unknown>>

/** The cells of a record in the order of its columns. `deviceNo` stands for its device. */
export function encodeRecord(
  columns: readonly FactColumn[],
  record: FactRecord,
  deviceNo: number,
): SQLInputValue[] {
  return columns.map(({ field, part, type, cutAt }) => {
    if (type === 'device') return deviceNo
    const value = part === null ? record[field] : (record[field] as FactRecord | undefined)?.[part]
    const encode = encoders[type]
    const isEmpty = value === undefined || value === null
    const cell = isEmpty ? null : encode ? encode(value) : (value as SQLInputValue)
    return cutAt !== null && typeof cell === 'string' ? cell.slice(0, cutAt) : cell
  })
}

/** Of what is no cell already. */
const encoders: Partial<Record<CellType, (value: unknown) => SQLInputValue>> = {
  origin: (value) => origins.indexOf(value as Origin),
  reasons: (value) => joinReasons(value as readonly string[]) || null,
  boolean: (value) => (value === true ? 1 : 0),
  json: (value) => JSON.stringify(value),
}

const decoders: Partial<Record<CellType, (cell: unknown) => unknown>> = {
  origin: decodeOrigin,
  boolean: (cell) => cell === 1,
  json: (cell) => JSON.parse(cell as string) as unknown,
}

/** The record of a row. */
export function decodeRecord(columns: readonly FactColumn[], row: FactRow): FactRecord {
  const record: Record<string, unknown> = {}
  for (const { column, field, part, type, empty } of columns) {
    const cell = row[column]
    if (cell === null && empty === 'absent') continue
    const value = decodeCell(type, cell)
    if (part === null) record[field] = value
    else record[field] = { ...(record[field] as FactRecord | undefined), [part]: value }
  }
  return record
}

function decodeCell(type: CellType, cell: unknown): unknown {
  // No reasons are an empty list, not nothing.
  if (type === 'reasons') return splitReasons(cell)
  const decode = decoders[type]
  return cell === null || !decode ? cell : decode(cell)
}

import type { SQLOutputValue } from 'node:sqlite'
import type { Flag, Reason } from '#domain/readings/flags.ts'
import type { FieldValue, Values } from '#domain/readings/values.ts'
import { placeOf } from '#domain/readings/place.ts'
import { origins, type Origin } from '#domain/readings/origin.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { FieldColumn, KindPlan } from './kind-plan.ts'

/** A row of a reading table as an array, columns as in `fixedColumns`, then the fields. */
export type ReadingRow = readonly SQLOutputValue[]

/** Where a row has what. */
export const rowColumn = {
  device: 1,
  ts: 2,
  receivedTs: 3,
  place: 4,
  seq: 5,
  boot: 6,
  origin: 7,
  flag: 8,
  reasons: 9,
  nulls: 10,
  version: 11,
  fields: 12,
} as const

/** Builds the reading of a row; `device` is its id, which the row has as a number only. */
export function decodeReading(row: ReadingRow, device: string, kind: KindPlan): Reading {
  const ts = Number(row[rowColumn.ts])
  const received_ts = Number(row[rowColumn.receivedTs])
  return {
    kind: kind.id,
    device,
    ts,
    received_ts,
    place_ts: decodePlace(row[rowColumn.place], ts, received_ts),
    seq: row[rowColumn.seq] as number | null,
    boot: row[rowColumn.boot] as string | null,
    origin: decodeOrigin(row[rowColumn.origin]),
    flag: Number(row[rowColumn.flag]) as Flag,
    reasons: splitReasons(row[rowColumn.reasons]),
    values: decodeValues(row, rowColumn.fields, kind.fields),
  }
}

/** The fields that were sent, in the order of the columns: absent ones left out, nulls kept. */
export function decodeValues(
  cells: readonly unknown[],
  offset: number,
  fields: readonly FieldColumn[],
): Values {
  const nulls = Number(cells[rowColumn.nulls])
  const values: Record<string, FieldValue> = {}
  for (const [position, { name }] of fields.entries()) {
    const cell = cells[offset + position] as FieldValue
    if (cell !== null || isNullSent(nulls, position)) values[name] = cell
  }
  return values
}

// Not `>>` and `&`: they cut to 32 bits, the mask may have more.
const isNullSent = (nulls: number, position: number): boolean =>
  Math.floor(nulls / 2 ** position) % 2 === 1

/** Rows of before places were stored have none: nothing was known of their clock. */
export const decodePlace = (cell: unknown, ts: number, receivedTs: number): number =>
  cell === null ? placeOf(ts, receivedTs) : Number(cell)

export const splitReasons = (text: unknown): Reason[] =>
  typeof text === 'string' && text !== '' ? (text.split(' ') as Reason[]) : []

export function decodeOrigin(code: unknown): Origin {
  const origin = origins[Number(code)]
  if (!origin) throw new Error(`stored origin ${String(code)} is unknown`)
  return origin
}

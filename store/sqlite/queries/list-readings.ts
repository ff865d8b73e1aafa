import type { Reading } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '../../cursor.ts'
import type { Page, Store } from '../../store.ts'
import { decodeReading, rowColumn } from '../tables/reading-codec.ts'
import { fixedColumns } from '../tables/reading-table.ts'
import { scanReadings } from './scan.ts'
import { getTable, type QueryScope } from './scope.ts'

/** The newest version of every reading in the range, oldest first. */
export function listReadings(
  scope: QueryScope,
  [kind, deviceId, range, { limit, cursor }]: Parameters<Store['listReadings']>,
): Page<Reading> {
  const table = getTable(scope, kind)
  const [from = range.from] = decodeCursor('readings', cursor, 1) ?? []
  const device = scope.findDevice(deviceId)
  const items: Reading[] = []
  if (device === undefined) return { items, next_cursor: null }
  const columns = [...fixedColumns, ...table.fields.map(({ name }) => `"${name}"`)]
  const rest = { from: Math.max(from, range.from), to: range.to }
  for (const row of scanReadings(scope, table, { device, range: rest, columns })) {
    if (items.length === limit) {
      return { items, next_cursor: encodeCursor('readings', Number(row[rowColumn.ts])) }
    }
    items.push(decodeReading(row, deviceId, table))
  }
  return { items, next_cursor: null }
}

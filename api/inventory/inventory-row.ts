import type { InventoryColumn } from '#domain/devices/columns/column.ts'
import type { InventoryItem } from '#domain/wire/inventory.ts'
import type { Cell } from '../export/csv.ts'

/**
 * A device as a row of the file that the import reads. The import takes one apostrophe away, which
 * guards a formula; a text that begins with one by itself gets a second.
 */
export const rowOf = (
  columns: readonly InventoryColumn[],
  item: InventoryItem,
): Readonly<Record<string, Cell>> =>
  Object.fromEntries(columns.map(({ name, read }) => [name, guard(read(item))]))

const guard = (cell: Cell): Cell =>
  typeof cell === 'string' && cell.startsWith("'") ? `'${cell}` : cell

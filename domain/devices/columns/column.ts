import type { InventoryItem } from '../../wire/inventory.ts'
import type { Labels } from '../../words/labels.ts'

/** What a cell says once it is understood; null: that there is none. */
export type CellValue = string | number | boolean | null

/** Why a cell is not understood. */
export interface CellFault {
  fault: Labels
}

export const isFault = (value: CellValue | CellFault): value is CellFault =>
  typeof value === 'object' && value !== null

/** One column of the file in which devices leave and come back. */
export interface InventoryColumn {
  /** Its heading. */
  name: string
  /** What a spreadsheet of the city may call it; the Japanese one is a heading too. */
  label: Labels
  /** Further headings. */
  aliases: readonly string[]
  /** Whether `-` may say that there is none. */
  isClearable: boolean
  /** What the file says of a device; null: an empty cell. */
  read(item: InventoryItem): CellValue
  /** What a cell says that is neither empty nor `-`. */
  parse(text: string): CellValue | CellFault
}

/** Says in a cell that there is none; an empty one says nothing. */
export const noneMark = '-'

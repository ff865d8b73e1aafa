import type { CommitItem } from '#domain/commit.ts'

/** What travels as an object: rare things, for which a structured clone costs too little to mind. */
export type PlainItem = Exclude<CommitItem, { type: 'reading' }>

/**
 * A batch on its way to the writer thread. Readings, the many, are numbers in one transferred
 * buffer; a text is its index in `texts`, so a device or word that occurs often is cloned once.
 * (A structured clone of one object a reading costs both threads several µs each.)
 */
export interface Batch {
  count: number
  /** Item after item: `readingCell` slots and one per field, or `plainCell` slots. */
  cells: Float64Array<ArrayBuffer>
  texts: string[]
  plain: PlainItem[]
}

export const itemTypes = { reading: 0, plain: 1 } as const

/** Slots of a reading. NaN stands for "none"; a field's NaN for absent, or null if masked so. */
export const readingCell = {
  itemType: 0,
  /** Index of the kind's table in the list that both threads hold. */
  table: 1,
  device: 2,
  ts: 3,
  receivedTs: 4,
  placeTs: 5,
  seq: 6,
  boot: 7,
  origin: 8,
  flag: 9,
  reasons: 10,
  /** Sum of 2^i of the fields sent as null. */
  nulls: 11,
  fields: 12,
} as const

/** Slots of anything else. */
export const plainCell = { itemType: 0, index: 1, length: 2 } as const

/** Reasons as one text; they hold no space (`test` or `test:field`). */
export const joinReasons = (reasons: readonly string[]): string => reasons.join(' ')

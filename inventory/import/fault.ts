import type { Labels } from '#domain/words/labels.ts'

/** Something wrong in a file, where somebody finds it in their spreadsheet. */
export interface FileFault {
  /** Row as a spreadsheet counts, the heading being 1. */
  row: number
  /** Heading of the column; null: the row as a whole. */
  column: string | null
  detail: Labels
}

/** A recorded file as a table, whatever its form: one row is one moment of one station or vehicle. */
export interface Table {
  /** As people name it: without its folder. */
  file: string
  columns: readonly Column[]
  rows: readonly Row[]
  refused: readonly RefusedRow[]
  /** What the file tells about its stations, by the rows' `source`. */
  stations: ReadonlyMap<string, Station>
}

export interface Column {
  name: string
  /** Unit of its numbers where the file says it. */
  unit?: string
  /** What a person reads about it. */
  about?: string
  /** Our field where the form of the file leaves no doubt. */
  field?: string
}

/** Text as it stands in the file, or a number from a binary one; empty or null where nothing is. */
export type Cell = string | number | null

export interface Row {
  /** `file.csv:14`, or in words where a file has no lines. */
  where: string
  /** Station or vehicle; empty where the file holds one series and does not name it. */
  source: string
  /** As in the file; a number is epoch ms. */
  time: string | number
  cells: Readonly<Record<string, Cell>>
}

export interface RefusedRow {
  where: string
  reason: string
}

export interface Station {
  name: string
  position: { lat: number; lon: number } | null
}

/** The files or the options are wrong: told in words, nothing was sent. */
export class ReplayError extends Error {}

/** What a person may see of a text from a file. */
export const quote = (text: string): string =>
  JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text)

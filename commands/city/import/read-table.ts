import { findSeparator, splitCsv, type CsvRecord } from '#domain/tables/split-csv.ts'
import { SourceError } from './source-file.ts'

/** A row of a table by its column names, with the line it begins on. */
export interface TableRow {
  line: number
  cells: Readonly<Record<string, string>>
}

export interface Table {
  columns: readonly string[]
  rows: readonly TableRow[]
}

/** Most rows: a municipality has hundreds; more is another file. */
const rowsMax = 100_000

const isBlank = ({ cells, isOpen }: CsvRecord) => !isOpen && cells.every((cell) => !cell.trim())

/**
 * Reads a table with a heading, separated by commas, semicolons or tabs. Skips blank lines. Throws
 * `SourceError` for a quote that never ends and a row of another width.
 */
export function readTable(file: string, text: string): Table {
  const [header, ...records] = splitCsv(text, findSeparator(text)).filter(
    (record) => !isBlank(record),
  )
  if (!header) throw new SourceError(file, 'is empty')
  const columns = header.cells.map((name) => name.normalize('NFKC').trim())
  if (records.length > rowsMax) throw new SourceError(file, `has more than ${rowsMax} rows`)
  if (header.isOpen) throw unclosed(file, header)
  return { columns, rows: records.map((record) => readRow(record, { file, columns })) }
}

const unclosed = (file: string, { line }: CsvRecord) =>
  new SourceError(file, 'has a quote that never ends', `line ${line}`)

function readRow(
  record: CsvRecord,
  { file, columns }: { file: string; columns: readonly string[] },
): TableRow {
  const { line, cells } = record
  if (record.isOpen) throw unclosed(file, record)
  if (cells.length !== columns.length) {
    const problem = `has ${cells.length} fields for ${columns.length} columns; is this half a file?`
    throw new SourceError(file, problem, `line ${line}`)
  }
  return {
    line,
    cells: Object.fromEntries(columns.map((name, at) => [name, (cells[at] ?? '').trim()])),
  }
}

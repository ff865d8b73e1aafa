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

interface Line {
  line: number
  fields: string[]
}

/**
 * Reads CSV (RFC 4180) or, where the first line has tabs and no commas, TSV. Blank lines are
 * skipped. Throws `SourceError` for a quote that never ends and a row of another width.
 */
export function readTable(file: string, text: string): Table {
  const firstLine = text.slice(0, text.indexOf('\n') + 1 || undefined)
  const separator = firstLine.includes('\t') && !firstLine.includes(',') ? '\t' : ','
  const [header, ...records] = splitLines(file, text, separator)
  if (!header) throw new SourceError(file, 'is empty')
  const columns = header.fields.map((name) => name.normalize('NFKC').trim())
  if (records.length > rowsMax) throw new SourceError(file, `has more than ${rowsMax} rows`)
  const rows = records.map(({ line, fields }): TableRow => {
    if (fields.length !== columns.length) {
      const problem = `has ${fields.length} fields for ${columns.length} columns; is this half a file?`
      throw new SourceError(file, problem, `line ${line}`)
    }
    return {
      line,
      cells: Object.fromEntries(columns.map((name, at) => [name, (fields[at] ?? '').trim()])),
    }
  })
  return { columns, rows }
}

/** One field and what ends it. Quoted fields may hold separators and line feeds. */
const fieldOf = {
  ',': /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/gy,
  '\t': /("(?:[^"]|"")*"|[^"\t\r\n]*)(\t|\r?\n|$)/gy,
} as const

function splitLines(file: string, text: string, separator: keyof typeof fieldOf): Line[] {
  const lines: Line[] = []
  let current: Line = { line: 1, fields: [] }
  let line = 1
  let end = 0
  for (const [whole, field = '', ending] of text.matchAll(fieldOf[separator])) {
    end += whole.length
    current.fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field)
    line += whole.split('\n').length - 1
    if (ending === separator) continue
    if (current.fields.some((each) => each.trim() !== '')) lines.push(current)
    current = { line, fields: [] }
  }
  if (end === text.length) return lines
  throw new SourceError(file, 'has a quote that never ends or stands alone', `line ${line}`)
}

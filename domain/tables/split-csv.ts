/** One record of a CSV file with the line it begins on. */
export interface CsvRecord {
  line: number
  cells: string[]
  /** False for the last one where the file ends without a line end: it may be cut. */
  isEnded: boolean
  /** True where a quoted cell was never closed: the rest of the file is in it. */
  isOpen: boolean
}

/**
 * Splits text into records [RFC 4180]: quoted cells may hold separators, line ends and doubled
 * quotes. A quote within an unquoted cell is a letter like others, as in files written by hand.
 */
export function splitCsv(text: string, separator: string): CsvRecord[] {
  const records: CsvRecord[] = []
  let at = 0
  let line = 1

  const readQuoted = (): string | undefined => {
    let cell = ''
    for (let from = at + 1; ;) {
      const quote = text.indexOf('"', from)
      if (quote < 0) return undefined
      cell += text.slice(from, quote)
      at = quote + 1
      if (text[at] !== '"') return cell
      cell += '"'
      from = at + 1
    }
  }

  const readPlain = (): string => {
    const from = at
    while (at < text.length && !isEnd(text[at])) at += 1
    return text.slice(from, at)
  }
  const isEnd = (char = '') => char === separator || char === '\n' || char === '\r'

  const readCell = (): string | undefined => {
    const quoted = text[at] === '"' ? readQuoted() : ''
    if (quoted === undefined) return undefined
    line += quoted.split('\n').length - 1
    // What stands behind a closing quote belongs to the cell, rather than nowhere.
    return quoted + readPlain()
  }

  const readRecord = (): CsvRecord => {
    const record: CsvRecord = { line, cells: [], isEnded: false, isOpen: false }
    for (;;) {
      const cell = readCell()
      if (cell === undefined) {
        at = text.length
        return { ...record, isOpen: true }
      }
      record.cells.push(cell)
      if (text[at] !== separator) break
      at += 1
    }
    record.isEnded = at < text.length
    if (text[at] === '\r') at += 1
    if (text[at] === '\n') at += 1
    line += 1
    return record
  }

  while (at < text.length) records.push(readRecord())
  return records
}

const separators = [',', ';', '\t']

/** The separator that the heading uses most; a comma where it uses none. */
export function findSeparator(text: string): string {
  const [heading = ''] = text.split(/\r?\n|\r/, 1)
  const count = (separator: string) => heading.split(separator).length
  return separators.toSorted((a, b) => count(b) - count(a))[0] ?? ','
}

import type { InventoryColumn } from '#domain/devices/columns/column.ts'
import { plainOf } from '#domain/devices/columns/parse-cell.ts'
import { decode, findEncoding, type Encoding } from '#domain/tables/decode-text.ts'
import { findSeparator, splitCsv, type CsvRecord } from '#domain/tables/split-csv.ts'
import { findNearestName } from '#domain/words/nearest-name.ts'
import type { FileFault } from './fault.ts'

/** More are no yearly revision, and checking them would keep the city from answering. */
const rowsMax = 5_000

/** A row below the heading: what its cells say, by column. Empty cells are left out. */
export interface FileRow {
  line: number
  encoding: Encoding
  cells: ReadonlyMap<InventoryColumn, string>
}

export interface ReadFile {
  encoding: Encoding
  /** What this file calls each of its columns. */
  headings: ReadonlyMap<string, string>
  rows: FileRow[]
  faults: FileFault[]
}

/** Reads a file of devices; everything that is wrong with its form is in `faults`. */
export function readFile(bytes: Uint8Array, columns: readonly InventoryColumn[]): ReadFile {
  const encoding = findEncoding([bytes])
  const text = encoding && decode(bytes, encoding)
  if (encoding === undefined || text === undefined) return { ...nothing, faults: [noText] }
  const records = splitCsv(text, findSeparator(text))
    // Counted as a spreadsheet counts: a note of three lines is one row there.
    .map((record, index) => ({ ...record, line: index + 1 }))
    .filter(({ cells, isOpen }) => isOpen || !cells.every(isEmpty))
  const [heading, ...below] = records
  if (!heading) return { ...nothing, encoding, faults: [emptyFile] }
  const { placed, faults } = readHeading(heading, columns, below)
  if (faults.length > 0) return { ...nothing, encoding, faults }
  const rows = isSecondHeading(below[0], placed, columns) ? below.slice(1) : below
  if (rows.length > rowsMax) return { ...nothing, encoding, faults: [tooLong] }
  return {
    encoding,
    headings: new Map(
      placed.flatMap((each, place) => (each ? [[each.name, heading.cells[place] ?? '']] : [])),
    ),
    rows: rows.map((record) => ({ encoding, ...readRow(record, placed) })),
    faults: rows.flatMap((record) => listRowFaults(record, placed.length)),
  }
}

const nothing: Omit<ReadFile, 'faults'> = { encoding: 'utf-8', headings: new Map(), rows: [] }

const isEmpty = (cell: string | undefined): boolean => cell === undefined || cell.trim() === ''

type Placed = readonly (InventoryColumn | undefined)[]

/** The column of each place; undefined for one without heading and content, as Excel leaves them. */
function readHeading(
  { line, cells }: CsvRecord,
  columns: readonly InventoryColumn[],
  below: readonly CsvRecord[],
): { placed: Placed; faults: FileFault[] } {
  const find = createColumnFinder(columns)
  const faults: FileFault[] = []
  const say = (column: string | null, ja: string, en: string) =>
    faults.push({ row: line, column, detail: { ja, en } })
  const placed = cells.map((heading, place) => {
    if (isEmpty(heading)) {
      const isUsed = below.some((record) => !isEmpty(record.cells[place]))
      if (isUsed)
        say(null, `${place + 1}列目に見出しがありません`, `column ${place + 1} has no heading`)
      return undefined
    }
    const found = find(heading)
    if (found) return found
    const nearest = findNearest(heading, columns)
    const [ja, en] = nearest
      ? [`（${nearest} のことですか）`, `; did you mean ${nearest}?`]
      : ['', '']
    say(heading.slice(0, 40), `知らない列です${ja}`, `unknown column${en}`)
    return undefined
  })
  for (const [place, found] of placed.entries()) {
    if (found && placed.indexOf(found) < place) {
      say(found.name, 'この列が二度あります', 'this column is there twice')
    }
  }
  if (faults.length === 0 && !placed.some((found) => found?.name === 'id')) {
    say('id', '機器ID（id）の列がありません', 'the column id is missing')
  }
  return { placed, faults }
}

/** Headings differ in width, case, blanks and a unit in brackets. */
const bare = (heading: string): string =>
  plainOf(heading)
    .replaceAll(/\s+/g, '')
    .replace(/[([](m|s|度|秒|°)[)\]]$/, '')

const spellingsOf = ({ name, label, aliases }: InventoryColumn): string[] =>
  [name, label.ja, ...aliases].map(bare)

function createColumnFinder(columns: readonly InventoryColumn[]) {
  const known = new Map(columns.flatMap((each) => spellingsOf(each).map((word) => [word, each])))
  return (heading: string): InventoryColumn | undefined => known.get(bare(heading))
}

/** In the language of the heading: whoever wrote 氾濫危険位 looks for 氾濫危険水位. */
const findNearest = (heading: string, columns: readonly InventoryColumn[]): string | undefined =>
  findNearestName(bare(heading), columns.flatMap(spellingsOf))

/** A file with `labels=ja` has a second heading. */
function isSecondHeading(
  record: CsvRecord | undefined,
  placed: Placed,
  columns: readonly InventoryColumn[],
): boolean {
  if (!record) return false
  const labels = new Map(columns.map((each) => [each, [each.label.ja, each.label.en]]))
  return record.cells.every((cell, place) => {
    const column = placed[place]
    return column ? labels.get(column)?.includes(cell) : isEmpty(cell)
  })
}

function readRow({ line, cells }: CsvRecord, placed: Placed): Omit<FileRow, 'encoding'> {
  const read = placed.flatMap((column, place): [InventoryColumn, string][] => {
    const cell = cells[place]
    return column && cell !== undefined && !isEmpty(cell) ? [[column, cell]] : []
  })
  return { line, cells: new Map(read) }
}

function listRowFaults({ line, cells, isOpen }: CsvRecord, width: number): FileFault[] {
  if (isOpen) return [{ row: line, column: null, detail: openQuote }]
  return cells.slice(width).every(isEmpty) ? [] : [{ row: line, column: null, detail: tooWide }]
}

const openQuote = {
  ja: 'ここで始まる「"」が閉じていません',
  en: 'a quote that begins here is never closed',
}
const tooWide = { ja: '見出しより列が多くあります', en: 'more cells than headings' }

const noText: FileFault = {
  row: 1,
  column: null,
  detail: {
    ja: 'UTF-8でもシフトJIS（CP932）でもありません。CSVとして保存し直してください',
    en: 'neither UTF-8 nor CP932: save the file as CSV again',
  },
}
const emptyFile: FileFault = {
  row: 1,
  column: null,
  detail: { ja: 'ファイルが空です', en: 'the file is empty' },
}
const tooLong: FileFault = {
  row: rowsMax + 2,
  column: null,
  detail: {
    ja: `一度に取り込めるのは${rowsMax}行までです。ファイルを分けてください`,
    en: `at most ${rowsMax} rows at once: split the file`,
  },
}

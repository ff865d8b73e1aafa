import { findNearestName } from '#domain/words/nearest-name.ts'
import { findSeparator, splitCsv, type CsvRecord } from '#domain/tables/split-csv.ts'
import { quote, ReplayError, type Column, type RefusedRow, type Row, type Table } from './table.ts'

export interface CsvOptions {
  /** The column with the time; else the first of the usual names. */
  timeColumn?: string | undefined
  /** The column that says whose row it is; else the first of the usual names, if any. */
  sourceColumn?: string | undefined
}

const timeNames = ['ts', 'datetimeUTC', 'dateTime', 'datetime', 'date_time', 'timestamp', 'time']
const sourceNames = ['device', 'vehicle_id', 'station_id', 'site_no', 'station', 'site']
/** Our own export says these about a reading; they are no values of it. */
const ofExport = ['received_ts', 'seq', 'origin', 'flag', 'reasons']

function findColumn(names: readonly string[], wanted: string, option: string): string {
  if (names.includes(wanted)) return wanted
  const near = findNearestName(wanted, names)
  const hint = near ? `did you mean ${near}?` : `it has ${names.join(', ')}`
  throw new ReplayError(`${option} ${wanted}: the file has no such column; ${hint}`)
}

interface Heading {
  names: string[]
  time: string
  source: string | undefined
}

function readHeading(file: string, record: CsvRecord | undefined, options: CsvOptions): Heading {
  const names = (record?.cells ?? []).map((name) => name.trim())
  if (!record || names.every((name) => name === '')) {
    throw new ReplayError(`${file}: empty; expected a heading and rows`)
  }
  const twice = names.find((name, index) => name !== '' && names.indexOf(name) !== index)
  if (twice !== undefined)
    throw new ReplayError(`${file}:1: two columns are called ${quote(twice)}`)
  const { timeColumn, sourceColumn } = options
  const time =
    timeColumn === undefined
      ? timeNames.find((name) => names.includes(name))
      : findColumn(names, timeColumn, '--time-column')
  if (time === undefined) {
    throw new ReplayError(
      `${file}:1: no column with the time (${timeNames.join(', ')}); ` +
        `say --time-column, one of ${names.join(', ')}`,
    )
  }
  const source =
    sourceColumn === undefined
      ? sourceNames.find((name) => names.includes(name))
      : findColumn(names, sourceColumn, '--source-column')
  return { names, time, source }
}

/** Our export writes an apostrophe before text that a spreadsheet would run. */
const withoutApostrophe = (cell: string) => cell.trim().replace(/^'(?=[=+\-@\t\r])/, '')

function refuseRecord(record: CsvRecord, width: number): string | undefined {
  if (record.isOpen) return 'a quoted cell is never closed: the file is cut or damaged from here on'
  if (record.cells.length !== width) {
    const cut = record.isEnded ? '' : ', and no line end: the file is cut here'
    return `${record.cells.length} cells, the heading has ${width}${cut}`
  }
  if (!record.isEnded) {
    return 'no line end: the file may be cut here; add one if the row is whole'
  }
  return undefined
}

const isBlank = ({ cells, isOpen }: CsvRecord) => !isOpen && cells.every((cell) => !cell.trim())

/** Headings for people below the names, as in our own export with labels. */
const isSecondHeading = ({ cells }: CsvRecord, names: readonly string[]) =>
  names[0] === 'device' && /^(機器|Device)$/.test(cells[0] ?? '')

function readRow(file: string, record: CsvRecord, { names, time, source }: Heading): Row {
  const cells = Object.fromEntries(
    names.map((name, index) => [name, withoutApostrophe(record.cells[index] ?? '')]),
  )
  const own = source === undefined ? '' : (cells[source] ?? '')
  return { where: `${file}:${record.line}`, source: own, time: cells[time] ?? '', cells }
}

/** The columns that may hold values. */
function listColumns({ names, time, source }: Heading): Column[] {
  const isExport = names.includes('received_ts') && names.includes('origin')
  const aside = [time, source, '', ...(isExport ? ofExport : [])]
  return names.filter((name) => !aside.includes(name)).map((name) => ({ name }))
}

/** Reads a CSV file with a heading. Rows that cannot be read are refused with their line. */
export function readCsv(file: string, text: string, options: CsvOptions = {}): Table {
  const [first, ...records] = splitCsv(text, findSeparator(text))
  const heading = readHeading(file, first, options)
  const { names } = heading
  const rows: Row[] = []
  const refused: RefusedRow[] = []
  for (const record of records) {
    if (isBlank(record) || (record.line === 2 && isSecondHeading(record, names))) continue
    const reason = refuseRecord(record, names.length)
    if (reason === undefined) rows.push(readRow(file, record, heading))
    else refused.push({ where: `${file}:${record.line}`, reason })
  }
  if (rows.length === 0 && refused.length === 0) {
    throw new ReplayError(`${file}: a heading and no rows`)
  }
  return { file, columns: listColumns(heading), rows, refused, stations: new Map() }
}

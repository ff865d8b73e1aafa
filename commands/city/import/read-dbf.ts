import { decode, findEncoding, isDamaged, type Encoding } from '#domain/tables/decode-text.ts'
import { SourceError } from './source-file.ts'

/** A value of an attribute table. */
export type Cell = string | number | boolean | null
export type DbfRow = Readonly<Record<string, Cell>>

interface Column {
  name: string
  type: string
  start: number
  end: number
}

/** What the `.cpg` file or the command line says of the texts; undefined where nothing does. */
export interface DbfOptions {
  file: string
  encoding: Encoding | undefined
}

/** Reads a dBASE III table. Throws `SourceError` with the record where it cannot be read. */
export function readDbf(bytes: Buffer, { file, encoding }: DbfOptions): DbfRow[] {
  if (bytes.length < 33) throw new SourceError(file, 'is no dBASE table')
  const count = bytes.readUInt32LE(4)
  const [headerBytes, recordBytes] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)]
  const end = headerBytes + count * recordBytes
  if (recordBytes < 2 || headerBytes < 33) throw new SourceError(file, 'is no dBASE table')
  if (end > bytes.length) {
    const problem = `is half a file: ${bytes.length} of ${end} bytes; download it again`
    throw new SourceError(file, problem)
  }
  const columns = readColumns(bytes.subarray(32, headerBytes))
  const records = Array.from({ length: count }, (_none, index) =>
    bytes.subarray(headerBytes + index * recordBytes, headerBytes + (index + 1) * recordBytes),
  )
  const known = chooseEncoding(records, columns, { file, encoding })
  return records.map((record) =>
    Object.fromEntries(columns.map((column) => [column.name, readCell(record, column, known)])),
  )
}

function readColumns(descriptors: Buffer): Column[] {
  const columns: Column[] = []
  // Behind the mark of deletion.
  let start = 1
  for (let at = 0; at + 32 <= descriptors.length && descriptors[at] !== 0x0d; at += 32) {
    const name = descriptors
      .toString('latin1', at, at + 11)
      .replace(/\0.*$/s, '')
      .trim()
    const end = start + (descriptors[at + 16] ?? 0)
    columns.push({ name, type: String.fromCharCode(descriptors[at + 11] ?? 0), start, end })
    start = end
  }
  return columns
}

/** The bytes of a text, without the blanks or zeros that fill its column. */
function textOf(record: Buffer, { start, end }: Column): Buffer {
  let last = end
  while (last > start && (record[last - 1] === 0x20 || record[last - 1] === 0)) last--
  return record.subarray(start, last)
}

function chooseEncoding(
  records: readonly Buffer[],
  columns: readonly Column[],
  { file, encoding }: DbfOptions,
): Encoding {
  const texts = columns.filter(({ type }) => type === 'C')
  const pieces = records.flatMap((record) => texts.map((column) => textOf(record, column)))
  const found = encoding ?? findEncoding(pieces)
  for (const [index, record] of records.entries()) {
    const wrong = texts.find((column) => {
      const text = decode(textOf(record, column), found ?? 'cp932')
      return text === undefined || isDamaged(text)
    })
    if (!wrong) continue
    const problem = found
      ? `${wrong.name} is no ${found.toUpperCase()} text; correct the .cpg file or say --encoding`
      : `${wrong.name} is neither UTF-8 nor CP932; say --encoding`
    throw new SourceError(file, problem, `record ${index + 1}`)
  }
  return found ?? 'utf-8'
}

function readCell(record: Buffer, column: Column, encoding: Encoding): Cell {
  const bytes = textOf(record, column)
  if (column.type === 'C') return decode(bytes, encoding)?.trim() ?? null
  const text = bytes.toString('latin1').trim()
  if (text === '') return null
  if (column.type === 'N' || column.type === 'F') {
    const number = Number(text)
    return Number.isFinite(number) ? number : null
  }
  return column.type === 'L' ? /^[YyTt]$/.test(text) : text
}

import { readFile, stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { readCsv, type CsvOptions } from './read-csv.ts'
import { readGtfsRealtime } from './read-gtfs-rt.ts'
import { readUsgs } from './read-usgs.ts'
import { ReplayError, type Table } from './table.ts'

/** A year of one gauge a minute is 30 MB; more is a database, not a recording. */
const fileBytesMax = 256 * 1024 * 1024

const protobufEndings: ReadonlySet<string> = new Set(['.pb', '.pbf', '.bin'])

function decode(file: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new ReplayError(`${file}: not UTF-8; convert it first (iconv -f CP932 -t UTF-8)`, {
      cause,
    })
  }
}

/** What a file is, by its ending and its first letter. */
export function readRecording(path: string, bytes: Uint8Array, options: CsvOptions): Table {
  const file = basename(path)
  if (bytes.length === 0) throw new ReplayError(`${file}: empty`)
  if (protobufEndings.has(extname(path).toLowerCase())) return readGtfsRealtime(file, bytes)
  const text = decode(file, bytes)
  return /^\s*[{[]/.test(text) ? readUsgs(file, text) : readCsv(file, text, options)
}

async function load(path: string, options: CsvOptions): Promise<Table> {
  const about = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw new ReplayError(`${path}: cannot be read (${cause.code})`, { cause })
  })
  if (!about.isFile()) throw new ReplayError(`${path}: not a file`)
  if (about.size > fileBytesMax) {
    throw new ReplayError(`${path}: larger than ${fileBytesMax / 1024 / 1024} MiB`)
  }
  return readRecording(path, await readFile(path), options)
}

/** Reads all files; the first that cannot be read throws, before anything is sent. */
export async function loadRecordings(
  paths: readonly string[],
  options: CsvOptions,
): Promise<Table[]> {
  const tables: Table[] = []
  for (const path of paths) tables.push(await load(path, options))
  return tables
}

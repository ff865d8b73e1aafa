import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { unzipSync } from 'fflate'
import { SourceError, type SourceFile } from './source-file.ts'

/** Largest input, bytes, also unpacked: a prefecture is a tenth of it, all Japan would not fit. */
const sourceMaxBytes = 512_000_000

const forms: Readonly<Record<string, 'json' | 'table'>> = {
  '.json': 'json',
  '.geojson': 'json',
  '.csv': 'table',
  '.tsv': 'table',
}
/** Parts of a shapefile besides the shapes. */
const parts = ['.dbf', '.prj', '.cpg'] as const

/** Reads a file named on the command line: one source, or all that lie in a zip file. */
export async function openSources(path: string): Promise<SourceFile[]> {
  const found = await stat(path).catch(() => undefined)
  if (!found?.isFile()) throw new SourceError(path, 'there is no such file')
  if (found.size > sourceMaxBytes) throw tooLarge(path)
  const extension = extname(path).toLowerCase()
  if (extension === '.zip') return openZip(path, await readFile(path))
  const files = new Map([[basename(path), await readFile(path)]])
  if (extension === '.shp') {
    for (const name of await readdir(dirname(path))) {
      const isPart = parts.some((part) => name.toLowerCase() === partOf(basename(path), part))
      if (isPart) files.set(name, await readFile(join(dirname(path), name)))
    }
  }
  const sources = groupFiles(files, '')
  if (sources.length === 0) throw new SourceError(path, 'is no .shp, .geojson, .json, .csv or .zip')
  return sources
}

const tooLarge = (path: string) =>
  new SourceError(path, `is larger than ${sourceMaxBytes / 1e6} MB; take one prefecture`)

/** The name of a part beside a `.shp`, in lower case: some tools write `.DBF`. */
const partOf = (shp: string, part: string) => `${shp.toLowerCase().slice(0, -4)}${part}`

function openZip(path: string, bytes: Buffer): SourceFile[] {
  let unpackedBytes = 0
  const isWanted = ({ name, originalSize }: { name: string; originalSize: number }) => {
    const extension = extname(name).toLowerCase()
    const isKnown = extension in forms || ['.shp', ...parts].some((part) => part === extension)
    if (isKnown) unpackedBytes += originalSize
    // A small zip may claim gigabytes: nothing is unpacked past the limit.
    if (unpackedBytes > sourceMaxBytes) throw tooLarge(path)
    return isKnown
  }
  const files = unzip(path, bytes, isWanted)
  const sources = groupFiles(new Map(files), `${path}:`)
  if (sources.length === 0) throw new SourceError(path, 'holds no .shp, .geojson, .json or .csv')
  return sources
}

function unzip(
  path: string,
  bytes: Buffer,
  filter: (file: { name: string; originalSize: number }) => boolean,
): [string, Buffer][] {
  try {
    return Object.entries(unzipSync(bytes, { filter })).map(([name, data]) => [
      name,
      Buffer.from(data.buffer, data.byteOffset, data.byteLength),
    ])
  } catch (error) {
    if (error instanceof SourceError) throw error
    throw new SourceError(path, `cannot be unpacked (${String(error)}); download it again`)
  }
}

function groupFiles(files: ReadonlyMap<string, Buffer>, prefix: string): SourceFile[] {
  const byLowerName = new Map([...files].map(([name, bytes]) => [name.toLowerCase(), bytes]))
  return [...files].flatMap(([path, bytes]): SourceFile[] => {
    const name = `${prefix}${path}`
    const extension = extname(path).toLowerCase()
    const form = forms[extension]
    if (form) return [{ form, name, bytes }]
    if (extension !== '.shp') return []
    const find = (part: string) => byLowerName.get(partOf(path, part))
    const [dbf, prj, cpg] = parts.map(find)
    return [{ form: 'shapefile', name, shp: bytes, dbf, prj, cpg }]
  })
}

import type { Feature, FeatureCollection, Geometry } from 'geojson'
import { decode, findEncoding, type Encoding } from '#domain/tables/decode-text.ts'
import { refuseCrs, refuseProjection, type Datum } from './judge-datum.ts'
import { readDbf, type DbfRow } from './read-dbf.ts'
import { readShp } from './read-shp.ts'
import { SourceError, type PlainSource, type ShapefileSource } from './source-file.ts'

/** A feature whose geometry nobody has looked at yet. */
export interface RawFeature {
  properties: Readonly<Record<string, unknown>>
  geometry: unknown
}

export interface ReadOptions {
  /** What the operator knows of files without a `.prj`. */
  datum: Datum | undefined
  /** What the operator knows of files whose texts do not say it. */
  encoding: Encoding | undefined
}

/** Shapes with their attributes. Throws `SourceError`. */
export function readShapefile(source: ShapefileSource, options: ReadOptions): RawFeature[] {
  const { name, shp, dbf, prj, cpg } = source
  if (prj) {
    const refused = refuseProjection(prj.toString('utf8'))
    if (refused) throw new SourceError(name, refused)
  } else if (!options.datum) {
    const problem =
      'has no .prj beside it, so nobody knows its datum; download it again with the .prj, ' +
      'or say --datum JGD2011 if you know it'
    throw new SourceError(name, problem)
  }
  if (!dbf) throw new SourceError(name, 'has no .dbf beside it')
  const shapes = readShp(name, shp)
  const dbfName = name.replace(/\.shp$/i, '.dbf')
  const rows = readDbf(dbf, { file: dbfName, encoding: options.encoding ?? readCpg(name, cpg) })
  if (rows.length !== shapes.length) {
    const problem = `has ${rows.length} rows for ${shapes.length} shapes: they do not belong together`
    throw new SourceError(dbfName, problem)
  }
  return shapes.flatMap((geometry, index) => toFeature(geometry, rows[index] ?? {}))
}

/** A shape without a place is a row of attributes, nothing to draw. */
function toFeature(geometry: Geometry | null, properties: DbfRow): RawFeature[] {
  return geometry ? [{ properties, geometry }] : []
}

function readCpg(name: string, cpg: Buffer | undefined): Encoding | undefined {
  const said = cpg?.toString('latin1').trim().toUpperCase()
  if (!said) return undefined
  if (/^(UTF-?8|65001)$/.test(said)) return 'utf-8'
  if (/^(ANSI )?(CP)?932$|^(MS932|S(HIFT)?[-_]?JIS|WINDOWS-31J)$/.test(said)) return undefined
  throw new SourceError(name.replace(/\.shp$/i, '.cpg'), `names ${said}; UTF-8 and CP932 are read`)
}

/** The text of a file of its own encoding. */
export function readText({ name, bytes }: PlainSource, { encoding }: ReadOptions): string {
  const found = encoding ?? findEncoding([bytes])
  const text = found && decode(bytes, found)
  if (text === undefined) {
    const words = encoding ? `no ${encoding.toUpperCase()} text` : 'neither UTF-8 nor CP932'
    throw new SourceError(name, `is ${words}; say --encoding`, findBadLine(bytes, encoding))
  }
  const damaged = text.split('\n').findIndex((line) => line.includes('\uFFFD'))
  if (damaged < 0) return text
  const problem = 'has letters that were lost in an earlier conversion (U+FFFD); get the original'
  throw new SourceError(name, problem, `line ${damaged + 1}`)
}

/** The first line that cannot be read. In CP932 no second byte is a line feed, so lines are safe. */
function findBadLine(bytes: Buffer, encoding: Encoding | undefined): string | undefined {
  let [at, line] = [0, 0]
  while (at < bytes.length) {
    const end = bytes.indexOf(0x0a, at)
    const piece = bytes.subarray(at, end < 0 ? bytes.length : end)
    line++
    if (decode(piece, encoding ?? 'cp932') === undefined) return `line ${line}`
    at = end < 0 ? bytes.length : end + 1
  }
  return undefined
}

export function readJson(source: PlainSource, options: ReadOptions): unknown {
  const text = readText(source, options)
  try {
    return JSON.parse(text)
  } catch (error) {
    const isHalf = /end of JSON|Unterminated|after (array|property)/.test(String(error))
    const words = isHalf ? 'is half a file; download it again' : 'is no JSON'
    throw new SourceError(source.name, `${words} (${(error as Error).message})`)
  }
}

/** The features of a GeoJSON object. Throws `SourceError` for what is none. */
export function readGeoJson(file: string, value: unknown): RawFeature[] {
  const { type, features, crs } = value as Partial<FeatureCollection> & { crs?: unknown }
  if (type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new SourceError(file, 'is no GeoJSON FeatureCollection')
  }
  const refused = refuseCrs(crs)
  if (refused) throw new SourceError(file, refused)
  return features.flatMap((feature: Feature | null) =>
    feature?.geometry ? [{ properties: feature.properties ?? {}, geometry: feature.geometry }] : [],
  )
}

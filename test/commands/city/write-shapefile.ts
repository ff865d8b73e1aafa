import type { Position } from 'geojson'

/** What a test wants in a shapefile. Rings and lines as the file has them, outer rings clockwise. */
export interface ShapeRow {
  parts: readonly (readonly Position[])[]
  cells: Readonly<Record<string, string>>
}

export interface ShapefileBytes {
  shp: Buffer
  dbf: Buffer
}

const lineType = 3
const polygonType = 5

/** Writes shapes and attributes as the ESRI description of 1998 and dBASE III have them. */
export function writeShapefile(
  rows: readonly ShapeRow[],
  { type = polygonType, encode = (text) => Buffer.from(text) }: WriteOptions = {},
): ShapefileBytes {
  const records = rows.map(({ parts }, index) => writeRecord(parts, { type, number: index + 1 }))
  const body = Buffer.concat(records)
  const header = Buffer.alloc(100)
  header.writeInt32BE(9994, 0)
  header.writeInt32BE((100 + body.length) / 2, 24)
  header.writeInt32LE(1000, 28)
  header.writeInt32LE(type, 32)
  return { shp: Buffer.concat([header, body]), dbf: writeDbf(rows, encode) }
}

export interface WriteOptions {
  type?: typeof lineType | typeof polygonType
  encode?: (text: string) => Buffer
}

function writeRecord(
  parts: readonly (readonly Position[])[],
  { type, number }: { type: number; number: number },
): Buffer {
  const points = parts.flat()
  const content = Buffer.alloc(44 + parts.length * 4 + points.length * 16)
  content.writeInt32LE(type, 0)
  content.writeInt32LE(parts.length, 36)
  content.writeInt32LE(points.length, 40)
  let first = 0
  for (const [index, part] of parts.entries()) {
    content.writeInt32LE(first, 44 + index * 4)
    first += part.length
  }
  for (const [index, [lon = 0, lat = 0]] of points.entries()) {
    content.writeDoubleLE(lon, 44 + parts.length * 4 + index * 16)
    content.writeDoubleLE(lat, 52 + parts.length * 4 + index * 16)
  }
  const head = Buffer.alloc(8)
  head.writeInt32BE(number, 0)
  head.writeInt32BE(content.length / 2, 4)
  return Buffer.concat([head, content])
}

const width = 60

function writeDbf(rows: readonly ShapeRow[], encode: (text: string) => Buffer): Buffer {
  const names = Object.keys(rows[0]?.cells ?? {})
  const header = Buffer.alloc(32 + names.length * 32 + 1)
  header[0] = 3
  header.writeUInt32LE(rows.length, 4)
  header.writeUInt16LE(header.length, 8)
  header.writeUInt16LE(1 + names.length * width, 10)
  for (const [index, name] of names.entries()) {
    header.write(name, 32 + index * 32, 'latin1')
    header.write('C', 32 + index * 32 + 11, 'latin1')
    header[32 + index * 32 + 16] = width
  }
  header[header.length - 1] = 0x0d
  const records = rows.map(({ cells }) => {
    const record = Buffer.alloc(1 + names.length * width, ' ')
    for (const [index, name] of names.entries()) {
      encode(cells[name] ?? '').copy(record, 1 + index * width)
    }
    return record
  })
  return Buffer.concat([header, ...records, Buffer.from([0x1a])])
}

/** As the national land numerical information has it. */
export const jgd2011 =
  'GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",SPHEROID["GRS_1980",6378137.0,298.257222101]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
export const tokyoDatum =
  'GEOGCS["GCS_Tokyo",DATUM["D_Tokyo",SPHEROID["Bessel_1841",6377397.155,299.1528128]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'
export const planeNine =
  'PROJCS["JGD_2011_Japan_Zone_9",GEOGCS["GCS_JGD_2011",DATUM["D_JGD_2011",' +
  'SPHEROID["GRS_1980",6378137.0,298.257222101]]],PROJECTION["Transverse_Mercator"]]'

/** The letters the tests write, in CP932: Node reads that encoding but does not write it. */
const cp932: Readonly<Record<string, number>> = makeCp932()

function makeCp932(): Record<string, number> {
  const decoder = new TextDecoder('shift_jis')
  const table: Record<string, number> = {}
  for (let lead = 0x81; lead <= 0xfc; lead++) {
    if (lead >= 0xa0 && lead < 0xe0) continue
    for (let trail = 0x40; trail <= 0xfc; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail))
      if (letter.length === 1 && letter !== '\uFFFD') table[letter] ??= lead * 256 + trail
    }
  }
  return table
}

/** Text in CP932. Throws for a letter that it does not have. */
export function encodeCp932(text: string): Buffer {
  const bytes = Array.from(text).flatMap((letter) => {
    if (letter < '\x80') return [letter.charCodeAt(0)]
    const code = cp932[letter]
    if (code === undefined) throw new Error(`CP932 has no ${letter}`)
    return [code >> 8, code & 0xff]
  })
  return Buffer.from(bytes)
}

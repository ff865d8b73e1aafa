import { gzipSync } from 'node:zlib'
import { PbfWriter } from 'pbf'
import { zxyToTileId } from 'pmtiles'

/** Points of a tile, 4,096 to an edge, y downwards. */
type Line = readonly (readonly [number, number])[]

export interface TileFeature {
  type: 'line' | 'area'
  lines: readonly Line[]
  properties?: Readonly<Record<string, string>>
}

const extent = 4_096
const moveTo = 1
const lineTo = 2
const closePath = 7

/** Writes a Mapbox vector tile (specification 2.1), its layers by name. */
export function encodeVectorTile(layers: Readonly<Record<string, readonly TileFeature[]>>): Buffer {
  const tile = new PbfWriter()
  for (const [name, features] of Object.entries(layers)) {
    tile.writeMessage(3, writeLayer, { name, features })
  }
  return Buffer.from(tile.finish())
}

interface Layer {
  name: string
  features: readonly TileFeature[]
}

function writeLayer({ name, features }: Layer, pbf: PbfWriter): void {
  pbf.writeVarintField(15, 2)
  pbf.writeStringField(1, name)
  const keys: string[] = []
  const values: string[] = []
  const indexIn = (list: string[], word: string) => {
    if (!list.includes(word)) list.push(word)
    return list.indexOf(word)
  }
  for (const { type, lines, properties = {} } of features) {
    const tags = Object.entries(properties).flatMap(([key, value]) => [
      indexIn(keys, key),
      indexIn(values, value),
    ])
    const feature = { tags, type: type === 'line' ? 2 : 3, geometry: encodeGeometry(type, lines) }
    pbf.writeMessage(2, writeFeature, feature)
  }
  for (const key of keys) pbf.writeStringField(3, key)
  for (const value of values) {
    pbf.writeMessage(4, (text: string, inner: PbfWriter) => inner.writeStringField(1, text), value)
  }
  pbf.writeVarintField(5, extent)
}

interface EncodedFeature {
  tags: number[]
  type: number
  geometry: number[]
}

function writeFeature({ tags, type, geometry }: EncodedFeature, pbf: PbfWriter): void {
  pbf.writePackedVarint(2, tags)
  pbf.writeVarintField(3, type)
  pbf.writePackedVarint(4, geometry)
}

/** Steps from point to point, zigzag; the cursor goes on over all lines. */
function encodeGeometry(type: TileFeature['type'], lines: readonly Line[]): number[] {
  let [atX, atY] = [0, 0]
  const step = ([x, y]: readonly [number, number]) => {
    const moved = [x - atX, y - atY].map((by) => (by << 1) ^ (by >> 31))
    ;[atX, atY] = [x, y]
    return moved
  }
  return lines.flatMap(([first = [0, 0] as const, ...rest]) => [
    moveTo | (1 << 3),
    ...step(first),
    lineTo | (rest.length << 3),
    ...rest.flatMap(step),
    ...(type === 'area' ? [closePath | (1 << 3)] : []),
  ])
}

export interface Tile {
  z: number
  x: number
  y: number
  data: Uint8Array
}

export interface TileFileOptions {
  metadata?: object
  /** West, south, east, north. */
  bounds?: readonly [number, number, number, number]
  /** Codes of the specification. */
  version?: number
  listCompression?: number
  tileCompression?: number
  tileType?: number
  /** The zooms that the head tells; those of the tiles where nothing is said. */
  zooms?: readonly [number, number]
}

const gzip = 2
const vector = 1
/** Around Inashiki. */
export const aroundInashiki = [140.1, 35.75, 140.7, 36.2] as const

/** Writes a PMTiles 3 file with one directory, its parts compressed with gzip. */
export function encodeTileFile(tiles: readonly Tile[], options: TileFileOptions = {}): Buffer {
  const { metadata = {}, tileCompression = gzip } = options
  const sorted = tiles
    .map(({ z, x, y, data }) => ({
      id: zxyToTileId(z, x, y),
      z,
      data: tileCompression === gzip ? gzipSync(data) : data,
    }))
    .toSorted((a, b) => a.id - b.id)
  const list = gzipSync(encodeDirectory(sorted))
  const words = gzipSync(JSON.stringify(metadata))
  const body = Buffer.concat(sorted.map(({ data }) => data))
  const zooms = options.zooms ?? [
    Math.min(...sorted.map(({ z }) => z)),
    Math.max(...sorted.map(({ z }) => z)),
  ]
  const sizes = [list.length, words.length, 0, body.length]
  const head = encodeHead({ ...options, tileCompression, zooms }, sizes)
  return Buffer.concat([head, list, words, body])
}

function encodeDirectory(tiles: readonly { id: number; data: Uint8Array }[]): Uint8Array {
  const pbf = new PbfWriter()
  pbf.writeVarint(tiles.length)
  for (const [index, { id }] of tiles.entries()) pbf.writeVarint(id - (tiles[index - 1]?.id ?? 0))
  // Each entry is one tile.
  tiles.forEach(() => pbf.writeVarint(1))
  for (const { data } of tiles) pbf.writeVarint(data.length)
  // 0 says: right behind the tile before.
  for (const index of tiles.keys()) pbf.writeVarint(index === 0 ? 1 : 0)
  return pbf.finish()
}

function encodeHead(
  options: TileFileOptions & { zooms: readonly [number, number] },
  sizes: readonly number[],
): Buffer {
  const { version = 3, listCompression = gzip, tileCompression = gzip, tileType = vector } = options
  const head = Buffer.alloc(127)
  head.write('PMTiles')
  head[7] = version
  let offset = head.length
  for (const [index, size] of sizes.entries()) {
    head.writeBigUInt64LE(BigInt(offset), 8 + index * 16)
    head.writeBigUInt64LE(BigInt(size), 16 + index * 16)
    offset += size
  }
  head.set([1, listCompression, tileCompression, tileType, ...options.zooms], 96)
  const { bounds = aroundInashiki } = options
  for (const [index, degrees] of bounds.entries()) {
    head.writeInt32LE(Math.round(degrees * 1e7), 102 + index * 4)
  }
  return head
}

/** The tiles that cover a box at one zoom (Web Mercator). */
export function tilesOver(bounds: readonly [number, number, number, number], z: number) {
  const [west, south, east, north] = bounds
  const column = (lon: number) => Math.floor(((lon + 180) / 360) * 2 ** z)
  const row = (lat: number) => {
    const radians = (lat * Math.PI) / 180
    return Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z)
  }
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index)
  return range(row(north), row(south)).flatMap((y) =>
    range(column(west), column(east)).map((x) => ({ z, x, y })),
  )
}

const square = (from: number, to: number): Line => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
]

/** A tile half of water, with an island in it, and a road across. */
export const lakeTile = encodeVectorTile({
  water: [{ type: 'area', lines: [square(0, 2_048), square(512, 1_024)] }],
  roads: [
    {
      type: 'line',
      properties: { kind: 'highway' },
      lines: [
        [
          [0, 3_072],
          [4_096, 3_072],
        ],
      ],
    },
  ],
})

export const lakeMetadata = {
  attribution: '<a href="https://example.org">&copy; 水辺の地図</a>',
  vector_layers: [{ id: 'water' }, { id: 'roads' }],
}

/** A PMTiles file of such tiles around Inashiki, zooms 8 to 11. */
export function makeLakeFile(options: TileFileOptions = {}, data: Uint8Array = lakeTile): Buffer {
  const places = [8, 9, 10, 11].flatMap((z) => tilesOver(aroundInashiki, z))
  const tiles = places.map((place) => ({ ...place, data }))
  return encodeTileFile(tiles, { metadata: lakeMetadata, ...options })
}

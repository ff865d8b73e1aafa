import type { Box } from '../geometry/box.ts'

/** Largest metadata of a tile file, bytes: names and credits, not data. */
const metadataMaxBytes = 4_000_000

/** The first list of tiles ends within so many bytes (specification 3, "Root Directory"). */
const rootEndMax = 16_384

/** Where bytes lie in a file. */
export interface Section {
  offset: number
  bytes: number
}

/** What the head of a PMTiles file says (specification 3, table of the header). */
export interface TileFileHead {
  tiles: 'vector' | 'raster'
  /** The first list of tiles, and the JSON metadata. */
  root: Section
  metadata: Section
  /** Whether both are compressed with gzip. */
  isGzip: boolean
  /** Zooms of the first and the last level of tiles. */
  minZoom: number
  maxZoom: number
  /** What the tiles cover; null where the file does not say it. */
  bounds: Box | null
}

/** Bytes of the header. */
export const tileFileHeadBytes = 127

const none = 1
const gzip = 2
const tileTypes: Readonly<Record<number, TileFileHead['tiles']>> = {
  1: 'vector',
  2: 'raster',
  3: 'raster',
  4: 'raster',
  5: 'raster',
}
const compressions = ['of unknown kind', 'none', 'gzip', 'Brotli', 'Zstandard']

/**
 * Reads the head of a PMTiles file of `fileBytes` bytes. In words why it cannot be drawn: another
 * version, a compression that browsers lack, or half a file.
 */
export function parseTileFileHead(head: Uint8Array, fileBytes: number): TileFileHead | string {
  const unlike = findOtherFormat(head)
  if (unlike !== undefined) return unlike
  const view = new DataView(head.buffer, head.byteOffset, head.length)
  const sections = [8, 24, 40, 56].map((at) => readSection(view, at))
  const end = Math.max(...sections.map(({ offset, bytes }) => offset + bytes))
  if (end > fileBytes) return `is half a file: ${fileBytes} of ${end} bytes; copy it again`
  const unreadable = findUnreadable(view)
  if (unreadable !== undefined) return unreadable
  return {
    // Others were refused right here above.
    tiles: tileTypes[view.getUint8(99)] ?? 'vector',
    root: readSection(view, 8),
    metadata: readSection(view, 24),
    isGzip: view.getUint8(97) === gzip,
    minZoom: view.getUint8(100),
    maxZoom: view.getUint8(101),
    bounds: readBounds(view),
  }
}

function findOtherFormat(head: Uint8Array): string | undefined {
  if (String.fromCharCode(...head.subarray(0, 7)) !== 'PMTiles') return 'is no PMTiles file'
  if (head[7] !== 3) return `is PMTiles version ${head[7]}; only version 3 is read`
  return head.length < tileFileHeadBytes ? 'is half a file; copy it again' : undefined
}

function readSection(view: DataView, at: number): Section {
  const number = (start: number) => Number(view.getBigUint64(start, true))
  return { offset: number(at), bytes: number(at + 8) }
}

/** Tiles of unknown compression are taken as they are, as all readers do; directories are not. */
function findUnreadable(view: DataView): string | undefined {
  const [ofLists, ofTiles] = [view.getUint8(97), view.getUint8(98)]
  const nameOf = (code: number) => compressions[code] ?? `no. ${code}`
  if (ofLists !== none && ofLists !== gzip) {
    return `has directories whose compression (${nameOf(ofLists)}) is not read: write it with gzip`
  }
  if (ofTiles > gzip) {
    return `has tiles whose compression (${nameOf(ofTiles)}) browsers do not read: write them with gzip`
  }
  if (!tileTypes[view.getUint8(99)]) {
    return 'has tiles that are neither vector (MVT) nor PNG, JPEG, WebP or AVIF'
  }
  return findOversized(readSection(view, 8), readSection(view, 24))
}

/** Both are read whole, so a damaged length must not ask for all memory. */
function findOversized(root: Section, metadata: Section): string | undefined {
  if (root.offset + root.bytes > rootEndMax)
    return 'is damaged: its list of tiles has no end; copy it again'
  return metadata.bytes > metadataMaxBytes ? 'has metadata beyond all measure' : undefined
}

function readBounds(view: DataView): Box | null {
  const degrees = (at: number) => view.getInt32(at, true) / 1e7
  const bounds = [degrees(102), degrees(106), degrees(110), degrees(114)] as const
  const [west, south, east, north] = bounds
  return west < east && south < north ? bounds : null
}

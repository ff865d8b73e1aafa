import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import type { ServedFile } from '#api/http/served-file.ts'
import {
  parseTileFileHead,
  tileFileHeadBytes,
  type Section,
  type TileFileHead,
} from '#domain/city/base-map/tile-file-head.ts'
import {
  readTileFileMetadata,
  type TileFileMetadata,
} from '#domain/city/base-map/tile-file-metadata.ts'

export interface TileFile {
  head: TileFileHead
  metadata: TileFileMetadata
  served: ServedFile
  close(): Promise<void>
}

/** Its name in a city folder. */
export const tileFileName = 'basemap.pmtiles'

/** Lists and metadata unpacked: some times their size in the file, but no bomb. */
const unpackedMaxBytes = 64_000_000
/** Read at once where a client asks for much; it reads as fast as its line takes it. */
const pieceBytes = 256 * 1_024

/**
 * Opens a PMTiles file for serving. The file stays open, so that one that is replaced is read on as
 * it was until the next start. Undefined where there is none; in words why it cannot be drawn.
 */
export async function openTileFile(path: string): Promise<TileFile | string | undefined> {
  const handle = await open(path).catch((error: NodeJS.ErrnoException) => error)
  if (handle instanceof Error) {
    return handle.code === 'ENOENT' ? undefined : `cannot be read (${handle.code})`
  }
  const opened = await readTileFile(handle).catch(
    (error: NodeJS.ErrnoException) => `cannot be read (${error.code ?? error.message})`,
  )
  if (typeof opened === 'string') await handle.close()
  return opened
}

async function readTileFile(handle: FileHandle): Promise<TileFile | string> {
  const { size, mtimeMs } = await handle.stat()
  const start = await readPart(handle, { offset: 0, bytes: tileFileHeadBytes })
  const head = parseTileFileHead(start, size)
  if (typeof head === 'string') return head
  const unpack = async (section: Section) => {
    const packed = await readPart(handle, section)
    return head.isGzip ? gunzipSync(packed, { maxOutputLength: unpackedMaxBytes }) : packed
  }
  const isDamaged = await unpack(head.root).then(
    (list) => list.length === 0,
    () => true,
  )
  if (isDamaged) return 'is damaged: its list of tiles cannot be read; copy it again'
  // Metadata that cannot be read cost the credit alone, and the remarks say so.
  const metadata = await unpack(head.metadata)
    .then((text) => JSON.parse(text.toString('utf8')) as unknown)
    .catch(() => undefined)
  return {
    head,
    metadata: readTileFileMetadata(metadata),
    served: {
      bytes: size,
      etag: `"${size.toString(36)}-${Math.round(mtimeMs).toString(36)}"`,
      read: (first, last) => Readable.from(readPieces(handle, first, last)),
    },
    close: () => handle.close(),
  }
}

async function readPart(handle: FileHandle, { offset, bytes }: Section): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, offset)
  return buffer.subarray(0, bytesRead)
}

/** Not `createReadStream`: each one leaves a listener on the handle that outlives it. */
async function* readPieces(handle: FileHandle, first: number, last: number) {
  for (let offset = first; offset <= last;) {
    const piece = await readPart(handle, { offset, bytes: Math.min(pieceBytes, last + 1 - offset) })
    // Cut short in place: the answer breaks off, so that nobody takes half of it for the whole.
    if (piece.length === 0) throw new Error('the tile file has become shorter')
    yield piece
    offset += piece.length
  }
}

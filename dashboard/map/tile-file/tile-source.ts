import { EtagMismatch, FetchSource, PMTiles } from 'pmtiles'
import type { BaseMapFile } from '#domain/wire/city.ts'
import { createDecoder, type Drawable } from './decode-tile.ts'

/** Decoded tiles kept: enough for a screen and its surroundings. */
const keptMax = 64

/** Our server did not give the bytes: no fault of the file, and worth asking again. */
export class UnreachedError extends Error {}

class OurServer extends FetchSource {
  override async getBytes(...asked: Parameters<FetchSource['getBytes']>) {
    try {
      return await super.getBytes(...asked)
    } catch (error) {
      // The file was replaced: the reader begins anew by itself.
      if (error instanceof EtagMismatch) throw error
      throw new UnreachedError('no answer', { cause: error })
    }
  }
}

/** Gives the tiles of one PMTiles file, decoded. */
export interface TileSource {
  /** Undefined where the file has no such tile. Rejects with `UnreachedError`, or for damage. */
  load(z: number, x: number, y: number): Promise<Drawable | undefined>
  /** Forgets what did not come, so that it is asked for again. */
  beginAnew(): void
}

export function createTileSource(base: BaseMapFile): TileSource {
  // It keeps what failed as well, so only a new one asks again.
  const openFile = () => new PMTiles(new OurServer(base.href))
  let file = openFile()
  const decode = createDecoder(base)
  const kept = new Map<string, Promise<Drawable | undefined>>()

  const read = async (z: number, x: number, y: number) => {
    const found = await file.getZxy(z, x, y)
    return found && decode(found.data)
  }
  return {
    load(z, x, y) {
      const key = `${z}/${x}/${y}`
      const loading = kept.get(key) ?? read(z, x, y)
      // Said again at the end: the oldest go first.
      kept.delete(key)
      kept.set(key, loading)
      loading.catch(() => kept.delete(key))
      for (const old of kept.keys()) {
        if (kept.size <= keptMax) break
        kept.delete(old)
      }
      return loading
    },
    beginAnew() {
      file = openFile()
    },
  }
}

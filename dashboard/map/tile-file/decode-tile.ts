import { VectorTile } from '@mapbox/vector-tile'
import { PbfReader } from 'pbf'
import type { BaseMapFile } from '#domain/wire/city.ts'
import { drawVectorTile } from './draw-vector-tile.ts'
import type { MapColours, TileView } from './tile-view.ts'

/** A tile that is ready to be drawn, any number of times. */
export type Drawable = (
  context: CanvasRenderingContext2D,
  view: TileView,
  colours: MapColours,
) => void

/** Makes a drawable of a tile's bytes. Rejects for bytes that are no such tile. */
export function createDecoder({
  tiles,
  is_ground,
}: BaseMapFile): (data: ArrayBuffer) => Promise<Drawable> {
  return tiles === 'vector' ? async (data) => decodeVector(data, is_ground) : decodeRaster
}

function decodeVector(data: ArrayBuffer, isGround: boolean): Drawable {
  const tile = new VectorTile(new PbfReader(new Uint8Array(data)))
  return (context, view, colours) => drawVectorTile(context, tile, { view, colours, isGround })
}

async function decodeRaster(data: ArrayBuffer): Promise<Drawable> {
  // Straight from its bytes: an address of a blob is not allowed by our own policy.
  const image = await createImageBitmap(new Blob([data]))
  return (context, { left, top, pixels, density }) => {
    // Stretched by one CSS pixel: a picture has nothing beyond its edge to lie over the next one.
    const edge = pixels + density
    context.drawImage(image, left, top, edge, edge)
  }
}

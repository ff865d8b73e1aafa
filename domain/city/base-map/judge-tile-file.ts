import { boxesTouch, isBoxInside, type Box } from '../geometry/box.ts'
import { isAnyDrawn } from './drawn-layers.ts'
import type { TileFileHead } from './tile-file-head.ts'
import type { TileFileMetadata } from './tile-file-metadata.ts'

/** A remark on a tile file that can be drawn. */
export interface TileFileRemark {
  level: 'warning' | 'advice'
  problem: string
}

/** Below this streets are missing; from above it the first picture of a city is missing. */
const streetZoom = 12
const wholeCityZoom = 10

/** What a city with the box `city` would miss with this file below its map. */
export function judgeTileFile(
  head: TileFileHead,
  { attribution, layers }: TileFileMetadata,
  city: Box,
): TileFileRemark[] {
  const warn = (problem: string): TileFileRemark => ({ level: 'warning', problem })
  const advise = (problem: string): TileFileRemark => ({ level: 'advice', problem })
  const cover = judgeCover(head.bounds, city)
  const isForeign = head.tiles === 'vector' && layers.length > 0 && !isAnyDrawn(layers)
  const isPicture = head.tiles === 'raster'
  return [
    ...(cover === undefined ? [] : [warn(cover)]),
    ...(isForeign
      ? [warn(`has the layers ${layers.join(', ')}: none is drawn (see docs/city-folder.md)`)]
      : []),
    ...(attribution === '' ? [warn('names no source in its metadata (attribution)')] : []),
    ...(isPicture
      ? [advise('holds pictures: names and colours in them follow neither language nor theme')]
      : []),
    ...(head.maxZoom < streetZoom
      ? [advise(`ends at zoom ${head.maxZoom}: streets begin at ${streetZoom} to 14`)]
      : []),
    ...(head.minZoom > wholeCityZoom
      ? [advise(`begins at zoom ${head.minZoom}: a whole city is seen at ${wholeCityZoom} or 11`)]
      : []),
  ]
}

function judgeCover(bounds: Box | null, city: Box): string | undefined {
  if (!bounds) return undefined
  const words = `covers ${formatBox(bounds)}, the city is ${formatBox(city)}`
  if (!boxesTouch(bounds, city)) return `${words}: is it the file of another place?`
  return isBoxInside(city, bounds)
    ? undefined
    : `${words}: beyond its edge the city folder's own data show`
}

function formatBox(box: Box): string {
  return box.map((degrees) => degrees.toFixed(3)).join(',')
}

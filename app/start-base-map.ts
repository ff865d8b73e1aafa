import { join } from 'node:path'
import type { ServedFile } from '#api/http/served-file.ts'
import type { Config } from '#config'
import { isWholeGround } from '#domain/city/base-map/drawn-layers.ts'
import { judgeTileFile } from '#domain/city/base-map/judge-tile-file.ts'
import type { City, BaseMapFile, CityResource } from '#domain/wire/city.ts'
import { openTileFile, tileFileName, type TileFile } from './city/open-tile-file.ts'
import type { Closing } from './closing.ts'

interface Parts {
  config: Config
  city: City
  log(level: 'warn', message: string): void
  closing: Closing
}

/** Where the API serves it. */
const href = '/v1/city/basemap.pmtiles'

/** Opens the tile file of the settings, else of the city folder; a damaged one stops nothing. */
export async function startBaseMap({
  config,
  city,
  log,
  closing,
}: Parts): Promise<{ resource: CityResource['base_map']; served?: ServedFile }> {
  const path = config.BASEMAP_FILE ?? join(config.CITY_DIR, tileFileName)
  const opened = await openTileFile(path)
  if (opened === undefined && config.BASEMAP_FILE === undefined) return { resource: null }
  if (opened === undefined || typeof opened === 'string') {
    const why = opened ?? 'is not there (setting BASEMAP_FILE)'
    log('warn', `${path} ${why}. The map is drawn from the city folder instead.`)
    return { resource: 'unreadable' }
  }
  closing.add('base map', opened.close)
  for (const { level, problem } of judgeTileFile(opened.head, opened.metadata, city.bbox)) {
    if (level === 'warning') log('warn', `${path} ${problem}`)
  }
  return { resource: describe(opened), served: opened.served }
}

function describe({ head, metadata }: TileFile): BaseMapFile {
  return {
    href,
    tiles: head.tiles,
    is_ground: head.tiles === 'raster' || isWholeGround(metadata.layers),
    min_zoom: head.minZoom,
    max_zoom: head.maxZoom,
    attribution: metadata.attribution,
  }
}

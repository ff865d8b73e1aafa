import type { FeatureCollection } from 'geojson'
import type { City, Facility, LayerName, Place } from './city.ts'

/** A layer of the city folder that is loaded when the map is there. */
export interface CityLayer {
  id: LayerName
  /** Address of its GeoJSON on this server. */
  href: string
  bytes: number
}

/** A PMTiles file that this server holds, to be drawn below everything. */
export interface BaseMapFile {
  href: string
  tiles: 'vector' | 'raster'
  /** True where it brings land and water; else the city folder's own show through. */
  is_ground: boolean
  min_zoom: number
  max_zoom: number
  /** Its own credit, as plain words; may be empty. */
  attribution: string
}

/** `GET /v1/city`: all that the map draws without any outside server. */
export interface CityResource {
  city: City
  boundary: FeatureCollection
  /** More to draw, lowest first; each is loaded apart, so that the first picture never waits. */
  layers: CityLayer[]
  zones: FeatureCollection | null
  /** The operator's tile file; null where there is none. */
  base_map: BaseMapFile | 'unreadable' | null
  places: Place[]
  facilities: Facility[]
  /** True where this instance shows simulated data (`npm start`). */
  demo: boolean
  version: string
  /** False with --offline: the page then never asks another host. */
  online_tiles: boolean
}

import type { FeatureCollection } from 'geojson'
import Type, { type Static } from 'typebox'
import { creditedParts, facilityTypes, hazards, layerNames } from '../city/city.ts'
import { printedNamePattern } from '../words/printed-name.ts'
import { nullable } from './blocks.ts'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
// A name is printed on a map; a source is a line of small print.
const printed = Type.String({ minLength: 1, maxLength: 100, pattern: printedNamePattern })
const labels = Type.Object({ ja: printed, en: printed })
const degrees = (limit: number) => Type.Number({ minimum: -limit, maximum: limit, unit: '°' })
const position = { lat: degrees(90), lon: degrees(180) }
const id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' })

/** Names a source and its terms; it must stay visible with the data. */
export const credit = Type.Object({
  ja: text(300),
  en: text(300),
  layer: Type.Optional(Type.Enum([...creditedParts], { description: 'What came from it' })),
})
export type Credit = Readonly<Static<typeof credit>>

/** `city.json` of a city folder. */
export const city = Type.Object({
  id: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]{1,31}$',
    description: 'First segment of every topic',
  }),
  code: Type.String({ pattern: '^\\d{5}$', description: '全国地方公共団体コード' }),
  code_with_check_digit: Type.String({ pattern: '^\\d{6}$' }),
  name: Type.Object({
    ja: text(100),
    en: text(100),
    kana: Type.String({ maxLength: 100, description: 'Empty where nobody has said it yet' }),
  }),
  prefecture: labels,
  centre: Type.Object(position),
  zoom: Type.Number({ minimum: 5, maximum: 18 }),
  bbox: Type.Immutable(
    Type.Tuple([degrees(180), degrees(90), degrees(180), degrees(90)], {
      description: 'West, south, east, north',
    }),
  ),
  languages: Type.Immutable(Type.Array(text(20), { minItems: 1 })),
  time_zone: text(50),
  credits: Type.Immutable(Type.Array(credit)),
})
export type City = Static<typeof city>

/** One of `places.json`: a name to print on the map. */
export const place = Type.Object({
  id,
  name: labels,
  ...position,
  rank: Type.Enum([1, 2, 3], {
    description: '1 largest … 3 smallest; decides from which zoom the name shows',
  }),
})
export type Place = Static<typeof place>

/** One of `facilities.json`: a designated evacuation site or another public place. */
export const facility = Type.Object({
  id,
  name: labels,
  ...position,
  type: Type.Enum([...facilityTypes]),
  valid_for: Type.Immutable(
    Type.Array(Type.Enum([...hazards]), {
      uniqueItems: true,
      description: 'Hazards it is designated for; empty for what is no evacuation site',
    }),
  ),
  flood_upper_floor_only: Type.Boolean({
    description: 'Only the second floor or above is valid for flood',
  }),
  capacity: nullable(
    Type.Integer({ minimum: 0, description: 'Number of people; null: not in the source' }),
  ),
  source: text(300),
  verified: Type.Boolean(),
})
export type Facility = Static<typeof facility>

/** A layer of the city folder that is loaded when the map is there. */
export const cityLayer = Type.Object({
  id: Type.Enum([...layerNames]),
  href: Type.String({ description: 'Address of its GeoJSON on this server' }),
  bytes: Type.Integer(),
})
export type CityLayer = Static<typeof cityLayer>

/** A PMTiles file that this server holds, to be drawn below everything. */
export const baseMapFile = Type.Object({
  href: Type.String({ description: 'Address of the PMTiles file; read it by ranges' }),
  tiles: Type.Enum(['vector', 'raster']),
  is_ground: Type.Boolean({
    description: "True where it brings land and water; else the city folder's own show through",
  }),
  min_zoom: Type.Integer(),
  max_zoom: Type.Integer(),
  attribution: Type.String({ description: 'Its own credit, as plain words; may be empty' }),
})
export type BaseMapFile = Static<typeof baseMapFile>

export const geoJson = Type.Unsafe<FeatureCollection>(
  Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Type.Unknown()) }),
)

/** `GET /v1/city`: all that the map draws without any outside server. */
export const cityResource = Type.Object(
  {
    city,
    boundary: geoJson,
    layers: Type.Array(cityLayer, {
      description: 'More to draw, lowest first; load each apart, so that the map never waits',
    }),
    zones: nullable(geoJson),
    base_map: Type.Union([baseMapFile, Type.Literal('unreadable'), Type.Null()], {
      description: "The operator's tile file; null where there is none",
    }),
    places: Type.Array(place),
    facilities: Type.Array(facility),
    demo: Type.Boolean({ description: 'True where this instance shows simulated data' }),
    version: Type.String(),
    online_tiles: Type.Boolean({ description: 'False: the page never asks another host' }),
  },
  { $id: 'City' },
)
export type CityResource = Static<typeof cityResource>

/**
 * The schemas of everything REST answers, as JSON Schema 2020-12 through TypeBox. They are the
 * source of `/openapi.json`; a type test keeps each equal to its type in `domain/resources.ts`.
 */
import type { FeatureCollection } from 'geojson'
import Type from 'typebox'
import { creditedParts, facilityTypes, hazards, layerNames } from '#domain/city.ts'
import { verticalDatums } from '#domain/vertical-datum.ts'
import { deviceIdPattern } from '#domain/ids.ts'
import type { Reason } from '#domain/flags.ts'
import { freshnessStates } from '#domain/freshness.ts'
import { origins } from '#domain/origin.ts'

/** `T` or null. */
const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])

const epochMs = (description: string) => Type.Integer({ description, unit: 'ms', examples: [0] })

export const labels = Type.Object({ ja: Type.String(), en: Type.String() })

export const deviceId = Type.String({
  pattern: deviceIdPattern,
  description: 'Identifier of a device, unique in the instance',
})

export const flag = Type.Enum([1, 2, 3, 4, 9], {
  description: 'UNESCO/IOC: 1 pass, 2 not evaluated, 3 suspect, 4 fail, 9 missing',
})

const reason = Type.Unsafe<Reason>(
  Type.String({ pattern: '^[a-z_]+(:[a-z0-9_]+)?$', examples: ['range:level_m'] }),
)

export const level = Type.Enum([0, 1, 2, 3, 4, 5], {
  description: 'Level of the highest threshold reached; 0 = below every threshold',
})

const origin = Type.Enum([...origins], { description: 'Where the data comes from' })

const values = Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Null()]), {
  description: 'By field name, unit in the name; null = measured, no value',
})

const latest = Type.Object({
  ts: epochMs('Time of the device'),
  received_ts: epochMs('Time of receipt'),
  seq: nullable(Type.Integer()),
  values,
  flag,
  reasons: Type.Array(reason),
})

const threshold = nullable(Type.Number())

const thresholds = Type.Object({
  standby: threshold,
  caution: threshold,
  evac: threshold,
  danger: threshold,
  overflow: threshold,
  authority: Type.Enum(['official', 'local']),
  source: nullable(Type.String()),
  verified: Type.Boolean(),
  valid_from: nullable(Type.String({ format: 'date' })),
})

const gauge = Type.Object({
  datum: Type.Enum([...verticalDatums]),
  zero_height_m: nullable(Type.Number({ unit: 'm' })),
  zero_height_epoch: nullable(Type.Enum(['2011', '2024'])),
  water_body: labels,
})

const facts = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
)

export const deviceProperties = Type.Object({
  kind: Type.String(),
  name: labels,
  origin,
  latest: nullable(latest),
  age_ms: nullable(Type.Integer({ unit: 'ms', description: 'Server time minus latest.ts' })),
  state: Type.Enum([...freshnessStates]),
  level: nullable(level),
  last_level: nullable(
    Type.Object({ level, ts: epochMs('When measured'), value: Type.Number(), flag }),
  ),
  interval_ms: Type.Number({ unit: 'ms', description: 'Reporting interval now in force' }),
  online: nullable(Type.Boolean()),
  thresholds: nullable(thresholds),
  gauge: nullable(gauge),
  facts: nullable(facts),
  change_seq: Type.Integer({ description: 'Journal sequence of the last change' }),
})

export const deviceFeature = Type.Object({
  type: Type.Literal('Feature'),
  id: deviceId,
  geometry: nullable(
    Type.Object({
      type: Type.Literal('Point'),
      coordinates: Type.Tuple([Type.Number(), Type.Number()], {
        description: 'Longitude, latitude (WGS84, degrees)',
      }),
    }),
  ),
  properties: deviceProperties,
})

export const deviceCollection = Type.Object({
  type: Type.Literal('FeatureCollection'),
  features: Type.Array(deviceFeature),
  seq: Type.Integer({ description: 'Pass it as `since` when watching live' }),
  registry: Type.String({ description: 'Changes whenever a description of a device changes' }),
  server_ts: epochMs('Time at which ages and states hold'),
})

const fieldCheck = Type.Object({
  softRange: Type.Optional(Type.Object({ min: Type.Number(), max: Type.Number() })),
  stepPer10Min: Type.Optional(Type.Number()),
  flat: Type.Optional(
    Type.Object({
      epsilon: Type.Number(),
      suspectAfterMs: Type.Number({ unit: 'ms' }),
      failAfterMs: Type.Number({ unit: 'ms' }),
    }),
  ),
})

export const fieldResource = Type.Object({
  name: Type.String(),
  type: Type.Enum(['number', 'integer', 'word', 'text']),
  label: labels,
  unit: nullable(Type.String()),
  unit_label: nullable(labels),
  decimals: nullable(Type.Integer()),
  minimum: nullable(Type.Number()),
  maximum: nullable(Type.Number()),
  required: Type.Boolean(),
  nullable: Type.Boolean(),
  words: nullable(Type.Record(Type.String(), labels)),
  check: nullable(fieldCheck),
})

export const kindResource = Type.Object({
  id: Type.String(),
  title: labels,
  position: Type.Enum(['fixed', 'moving']),
  fields: Type.Array(fieldResource),
  reporting: Type.Object({
    everyMs: Type.Record(Type.String(), Type.Number({ unit: 'ms' })),
    defaultMode: Type.String(),
    modeField: Type.Optional(Type.String()),
  }),
  level_field: nullable(Type.String()),
  map: Type.Object({
    mark: Type.Enum(['gauge', 'place', 'vehicle', 'field']),
    headline: Type.String(),
    icon: Type.String({ description: 'SVG path data in a 24 × 24 box' }),
  }),
  events: Type.Boolean(),
})

export const geoJson = Type.Unsafe<FeatureCollection>(
  Type.Object({ type: Type.Literal('FeatureCollection'), features: Type.Array(Type.Unknown()) }),
)

const city = Type.Object({
  id: Type.String(),
  code: Type.String(),
  code_with_check_digit: Type.String(),
  name: Type.Object({ ja: Type.String(), en: Type.String(), kana: Type.String() }),
  prefecture: labels,
  centre: Type.Object({ lat: Type.Number(), lon: Type.Number() }),
  zoom: Type.Number(),
  bbox: Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]),
  languages: Type.Array(Type.String()),
  time_zone: Type.String(),
  credits: Type.Array(
    Type.Object({
      ja: Type.String(),
      en: Type.String(),
      layer: Type.Optional(Type.Enum([...creditedParts])),
    }),
  ),
})

const place = Type.Object({
  id: Type.String(),
  name: labels,
  lat: Type.Number(),
  lon: Type.Number(),
  rank: Type.Enum([1, 2, 3]),
})

const facility = Type.Object({
  id: Type.String(),
  name: labels,
  lat: Type.Number(),
  lon: Type.Number(),
  type: Type.Enum([...facilityTypes]),
  valid_for: Type.Array(Type.Enum([...hazards])),
  flood_upper_floor_only: Type.Boolean(),
  capacity: nullable(Type.Integer()),
  source: Type.String(),
  verified: Type.Boolean(),
})

const cityLayer = Type.Object({
  id: Type.Enum([...layerNames]),
  href: Type.String({ description: 'Address of its GeoJSON' }),
  bytes: Type.Integer(),
})

const baseMapFile = Type.Object({
  href: Type.String({ description: 'Address of the PMTiles file; read it by ranges' }),
  tiles: Type.Enum(['vector', 'raster']),
  is_ground: Type.Boolean(),
  min_zoom: Type.Integer(),
  max_zoom: Type.Integer(),
  attribution: Type.String(),
})

export const cityResource = Type.Object({
  city,
  boundary: geoJson,
  layers: Type.Array(cityLayer),
  zones: nullable(geoJson),
  base_map: Type.Union([baseMapFile, Type.Literal('unreadable'), Type.Null()]),
  places: Type.Array(place),
  facilities: Type.Array(facility),
  demo: Type.Boolean(),
  version: Type.String(),
  online_tiles: Type.Boolean(),
})

export const readingResource = Type.Object({
  ts: epochMs('Time of the device'),
  received_ts: epochMs('Time of receipt'),
  seq: nullable(Type.Integer()),
  origin,
  flag,
  reasons: Type.Array(reason),
  values,
})

export const bucketResource = Type.Object({
  ts: epochMs('Start of the bucket'),
  count: Type.Integer({ description: 'Readings that count' }),
  excluded: Type.Integer({ description: 'All that they measured failed or is missing' }),
  values: Type.Record(
    Type.String(),
    Type.Object({
      min: Type.Optional(Type.Number()),
      mean: Type.Optional(Type.Number()),
      max: Type.Optional(Type.Number()),
      last: Type.Optional(Type.Number()),
      count: Type.Optional(Type.Number()),
    }),
  ),
})

const crossingFields = {
  device: deviceId,
  kind: Type.String(),
  name: labels,
  origin,
  field: Type.String(),
  value: Type.Number(),
  threshold: Type.Number(),
  threshold_key: Type.String(),
  authority: Type.Enum(['official', 'local']),
}

export const crossingResource = Type.Object({
  ...crossingFields,
  crossing_seq: Type.Integer({ description: 'Rises by one for every crossing of the instance' }),
  ts: epochMs('Time of the reading that crossed'),
  received_ts: epochMs('Time of receipt'),
  flag,
  from_level: level,
  to_level: level,
  direction: Type.Enum(['raised', 'cleared']),
})

export const alarm = Type.Object({
  ...crossingFields,
  id: Type.String(),
  condition: Type.Enum(['active', 'cleared']),
  level,
  peak_level: level,
  raised_ts: epochMs('Time of the reading that raised it'),
  raised_received_ts: epochMs('Receipt of the reading that raised it'),
  changed_ts: epochMs('Last change of level'),
  cleared_ts: nullable(epochMs('Back at level 0')),
  acknowledgement: Type.Null(),
  crossings: Type.Array(crossingResource),
})

import Type, { type Static } from 'typebox'
import { verticalDatums } from '../alarms/vertical-datum.ts'
import {
  deviceId,
  epochMs,
  flag,
  freshness,
  labels,
  level,
  nullable,
  origin,
  reasons,
  values,
} from './blocks.ts'
import { thresholds } from './thresholds.ts'

/** The newest reading of a device. */
export const latestReading = Type.Object({
  ts: epochMs('Time of the device'),
  received_ts: epochMs('Time of receipt'),
  place_ts: epochMs('Where it stands in time: ages count from here'),
  seq: nullable(Type.Integer()),
  values,
  flag,
  reasons,
})
export type LatestReading = Static<typeof latestReading>

/** A gauge's reference: elevation = reading + `zero_height_m` above `datum`. */
export const gaugeReference = Type.Object({
  datum: Type.Enum([...verticalDatums]),
  zero_height_m: nullable(
    Type.Number({ unit: 'm', description: "Height of the gauge's zero; null where unknown" }),
  ),
  zero_height_epoch: nullable(
    Type.Enum(['2011', '2024'], {
      description: 'Levelling that the height refers to (elevations changed on 2025-04-01)',
    }),
  ),
  water_body: labels,
})
export type GaugeReference = Static<typeof gaugeReference>

/** A level with the value of the level field that gave it. */
export const lastLevel = Type.Object(
  { level, ts: epochMs('When measured'), value: Type.Number(), flag },
  {
    description:
      'What stands, in record and alarms too: the level of the newest usable value, also when it is ' +
      'expired or a newer report has none',
  },
)
export type LastLevel = Readonly<Static<typeof lastLevel>>

/** Free facts for people: capacity, crop, SSID, vehicle size … */
export const deviceFacts = Type.Record(
  Type.String(),
  Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]),
)

export const deviceProperties = Type.Object({
  kind: Type.String(),
  name: labels,
  origin,
  latest: nullable(latestReading),
  age_ms: nullable(
    Type.Integer({ unit: 'ms', description: 'Server time minus latest.place_ts; never below 0' }),
  ),
  state: freshness,
  clock_offset_ms: nullable(
    Type.Integer({
      unit: 'ms',
      description: 'How far its clock, or its gateway’s, is ahead; below 0: behind. Null: believed',
    }),
  ),
  // A gauge that goes on with its rain alone has none.
  level: nullable(level),
  confirmed: Type.Boolean({
    description: 'False while only one doubtful value speaks for `level`',
  }),
  // Level of the alarm that stands: what came late is of the record alone.
  alarm_level: level,
  last_level: nullable(lastLevel),
  unchanged_ms: nullable(
    Type.Integer({
      unit: 'ms',
      description:
        'How long its level has stood still as far as measured; null up to six hours, in calm mode, ' +
        'and where that is usual (`normally_flat`)',
    }),
  ),
  interval_ms: Type.Number({ unit: 'ms', description: 'Reporting interval now in force' }),
  online: nullable(
    Type.Boolean({
      description: 'Connected by MQTT now; null: it never was, or comes over a bridge',
    }),
  ),
  online_since_ts: nullable(epochMs('Since when it is connected, or is not; null where unknown')),
  last_uplink_ts: nullable(
    epochMs('Receipt of its newest uplink; only of devices behind a bridge'),
  ),
  thresholds: nullable(thresholds),
  gauge: nullable(gaugeReference),
  service: nullable(
    Type.Object(
      {
        reason: Type.String(),
        until_ts: nullable(epochMs('When it should be back; null: nobody knows yet')),
      },
      {
        description:
          'Why it is out of service, for staff; null where it is not, or where nobody said why',
      },
    ),
  ),
  facts: nullable(deviceFacts),
  change_seq: Type.Integer({ description: 'Journal sequence of the last change' }),
})
export type DeviceProperties = Static<typeof deviceProperties>

/** `GET /v1/devices/{id}`. */
export const deviceFeature = Type.Object(
  {
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
  },
  { $id: 'DeviceFeature' },
)
export type DeviceFeature = Static<typeof deviceFeature>

/** `GET /v1/devices`. */
export const deviceCollection = Type.Object(
  {
    type: Type.Literal('FeatureCollection'),
    features: Type.Array(deviceFeature),
    seq: Type.Integer({
      description: 'Journal sequence it stands at: pass it as `since` when watching live',
    }),
    registry: Type.String({
      description: 'Changes whenever a description of a device changes: pass it when watching live',
    }),
    server_ts: epochMs('Time at which ages and states hold'),
  },
  { $id: 'DeviceCollection' },
)
export type DeviceCollection = Static<typeof deviceCollection>

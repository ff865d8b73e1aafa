/** Schemas of what the platform says about itself and its devices' behaviour; see `schemas.ts`. */
import Type from 'typebox'
import { archiveStops, type ArchiveStop } from '#domain/archive.ts'
import { bridgeTroubles, type BridgeTrouble } from '#domain/bridge.ts'
import { origins } from '#domain/origin.ts'
import { errors } from '#domain/errors.ts'
import { deviceId } from './schemas.ts'

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const epochMs = (description: string) => Type.Integer({ description, unit: 'ms' })
const count = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description === undefined ? {} : { description }) })

const gapFigures = {
  device: deviceId,
  expected: nullable(
    count('Readings made, as far as the numbering tells: received once, or missing'),
  ),
  received: count(),
  duplicates: count(),
  revised: count(),
  late: count('Readings whose ts was older than the newest one when they came'),
  missing: count('Readings known to be missing'),
  restarts: count(),
  first_ts: nullable(epochMs('Oldest reading')),
  last_ts: nullable(epochMs('Newest reading')),
}

export const gapLedger = Type.Object({
  ...gapFigures,
  ranges: Type.Array(
    Type.Object({
      from_seq: Type.Integer(),
      to_seq: Type.Integer(),
      missing: count('How many of these numbers are missing: all, unless holes were merged'),
      after_ts: epochMs('Reading before the hole'),
      before_ts: epochMs('Reading after the hole'),
    }),
    { description: 'Open holes, newest last; beyond 200 neighbours are one range' },
  ),
})

/** The ledgers of all devices; `items` are those with open holes first. */
export const cityGaps = Type.Object({
  total: Type.Object({
    devices: count('Devices that ever sent a reading'),
    unnumbered: count('Of them those without numbers: what they lack is not known'),
    expected: count('Of the devices with numbers'),
    received: count(),
    duplicates: count(),
    revised: count(),
    late: count(),
    missing: count(),
    restarts: count(),
  }),
  items: Type.Array(
    Type.Object({ ...gapFigures, open_ranges: count('Open holes that are listed') }),
  ),
  next_cursor: nullable(Type.String()),
})

export const quarantineResource = Type.Object({
  id: Type.Integer(),
  device: Type.String({ description: 'Empty where no device is registered for the uplink' }),
  kind: Type.String(),
  channel: Type.String(),
  via: Type.String(),
  received_ts: epochMs('Time of receipt'),
  code: Type.String(),
  detail: Type.String(),
  index: nullable(Type.Integer()),
  payload: Type.String(),
  uplink: Type.Optional(
    Type.Object(
      { source: Type.String(), address: Type.String() },
      { description: 'Where a bridge had it from' },
    ),
  ),
})

export const eventResource = Type.Object({
  kind: Type.String(),
  device: deviceId,
  event_id: Type.String(),
  type: Type.String(),
  ts: epochMs('Time of the device'),
  received_ts: epochMs('Time of receipt'),
  seq: nullable(Type.Integer()),
  boot: nullable(Type.String()),
  origin: Type.Enum([...origins]),
  body: Type.Record(Type.String(), Type.Unknown(), { description: 'The payload as sent' }),
})

const latencyMs = nullable(Type.Number({ unit: 'ms' }))

const archiveState = Type.Object(
  {
    condition: Type.Enum(['ok', 'behind', 'filling', 'stopped'], {
      description: 'behind: older history is late; stopped: a person has to act; nothing is lost',
    }),
    stop: nullable(Type.Enum(Object.keys(archiveStops) as ArchiveStop[])),
    words: nullable(Type.String({ description: 'What InfluxDB or the network said' })),
    server: nullable(Type.String()),
    seq: Type.Integer({ description: 'Journal sequence up to which all is archived' }),
    lag_ms: Type.Number({ unit: 'ms', description: 'Age of the oldest commit not archived' }),
    complete_to_ts: nullable(epochMs('All that was received before is archived')),
    points_total: count(),
    refused_total: count('Points refused one by one; they are in quarantine'),
    expired_total: count('Points older than the archive keeps'),
    clock_skew_ms: nullable(
      Type.Number({ unit: 'ms', description: 'Clock of InfluxDB minus ours, to the second' }),
    ),
    rollups_pending: count('Hours and days to be summed up'),
  },
  { description: 'The archive in InfluxDB' },
)

const bridgeConnection = Type.Object({
  source: Type.String({ description: 'Id in the bridge file' }),
  client_id: Type.String(),
  url: Type.String(),
  dialect: Type.String(),
  condition: Type.Enum(['connected', 'connecting', 'waiting'], {
    description: 'waiting: for the next try; nothing is lost, the far broker keeps the session',
  }),
  trouble: nullable(Type.Enum(Object.keys(bridgeTroubles) as BridgeTrouble[])),
  words: nullable(Type.String({ description: 'What the network or the far broker said last' })),
  connected_since_ts: nullable(epochMs('Of the present connection')),
  best_effort: Type.Boolean({
    description: 'The far broker grants QoS 0 only: what it sends while we are away is lost',
  }),
  down_since_ts: nullable(epochMs('Since when nothing comes; null while connected')),
  last_failure: nullable(
    Type.Object(
      {
        trouble: Type.Enum(Object.keys(bridgeTroubles) as BridgeTrouble[]),
        words: nullable(Type.String()),
        ts: epochMs('Time of the failure'),
      },
      { description: 'The newest failure, also after the connection works again' },
    ),
  ),
  last_message_ts: nullable(epochMs('Time of receipt')),
  messages_total: count(),
  messages_per_s: Type.Number({ unit: '1/s', description: 'Mean of the last ten seconds' }),
  uncommitted: count('Received and not yet acknowledged'),
  stored_total: count('Readings stored'),
  duplicates_total: count('Stored before: sent again, or through another gateway'),
  alive_total: count('Joins, status answers and empty frames'),
  quarantined_total: count(),
  ignored_total: count('Of no use here, such as downlink receipts; acknowledged'),
  shed_total: count('QoS 0 that could not be stored at that moment, and is lost'),
  sessions_lost_total: count('The far broker had forgotten our session, and what it kept in it'),
})

export const healthResource = Type.Object({
  server_ts: epochMs('Time of the server'),
  started_ts: epochMs('Start of the server'),
  version: Type.String(),
  store: Type.Object({
    ok: Type.Boolean(),
    detail: nullable(Type.String()),
    journal_seq: Type.Integer(),
    disk_bytes: Type.Number({ unit: 'B' }),
  }),
  broker: Type.Object({ connections: count(), listeners: Type.Array(Type.String()) }),
  ingest: Type.Object({
    readings_total: count(),
    readings_per_s: Type.Number({ unit: '1/s' }),
    duplicates_total: count(),
    quarantined_total: count(),
    queued: count(),
    commit_p50_ms: latencyMs,
    commit_p99_ms: latencyMs,
  }),
  archive: nullable(archiveState),
  bridge: Type.Array(bridgeConnection, { description: 'Connections to other brokers' }),
  live: Type.Object({
    clients: count(),
    window_ms: Type.Number({ unit: 'ms' }),
    emit_p99_ms: latencyMs,
  }),
  pulse: nullable(
    Type.Object(
      {
        ok: Type.Boolean({ description: 'False when the last one is older than 20 s' }),
        last_ts: nullable(epochMs('When the last one came all the way')),
        age_ms: Type.Number({ unit: 'ms', description: 'Since then, or since the start' }),
      },
      { description: 'The self-check: from the listener over the disk to the live stream' },
    ),
  ),
  clock_doubt: nullable(
    Type.Object(
      {
        behind_ms: Type.Number({ unit: 'ms', description: 'The middle of what they are ahead' }),
        devices: count('Devices whose newest readings come from the future'),
        heard: count('Devices heard lately, those included'),
      },
      { description: "The server's own clock may be behind: most devices are ahead of it" },
    ),
  ),
  refusals: Type.Array(
    Type.Object({
      received_ts: epochMs('Time of the refusal'),
      who: Type.String(),
      code: Type.String(),
      detail: Type.String(),
    }),
    { description: 'Newest first, at most 20' },
  ),
})

/** What `POST /v1/readings` answers once everything is on disk. */
export const receipt = Type.Object({
  accepted: count(),
  duplicates: count(),
  quarantined: Type.Array(
    Type.Object({ index: Type.Integer(), code: Type.String(), detail: Type.String() }),
  ),
})

/** A problem document [RFC 9457] with our stable `code`. */
export const problem = Type.Object({
  type: Type.String({ format: 'uri-reference' }),
  title: Type.String(),
  status: Type.Integer({ minimum: 400, maximum: 599 }),
  detail: Type.String(),
  code: Type.Enum(Object.keys(errors), { description: 'Stable; see docs/errors.md' }),
  errors: Type.Optional(
    Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
      description: 'JSON pointers into the query or body',
    }),
  ),
})

/** A page of a list; `next_cursor` is null on the last. */
export const pageOf = <T extends Type.TSchema>(item: T) =>
  Type.Object({
    items: Type.Array(item),
    next_cursor: nullable(Type.String()),
    complete_from_ts: Type.Optional(
      epochMs('Only while the archive is away: from here on the page is complete'),
    ),
  })

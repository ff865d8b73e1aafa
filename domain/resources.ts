/**
 * The shapes that REST and the live stream share with the dashboard. Plain types, no schema, so
 * the dashboard may import them; `api/schemas.ts` holds the matching schemas and a type test
 * keeps the two equal.
 */
import type { ArchiveState } from './archive.ts'
import type { BridgeConnectionState } from './bridge.ts'
import type { Device, GaugeReference } from './device.ts'
import type { Flag, Reason } from './flags.ts'
import type { Freshness } from './freshness.ts'
import type { Labels } from './labels.ts'
import type { LastLevel, Level, Thresholds } from './levels.ts'
import type { FieldCheck, ReportingContract, Values } from './kind.ts'
import type { Origin } from './origin.ts'
import type { PulseState } from './pulse.ts'
import type { UplinkAddress } from './quarantine.ts'
import type { ServerClockDoubt } from './server-clock.ts'

export interface LatestReading {
  ts: number
  received_ts: number
  seq: number | null
  values: Values
  flag: Flag
  reasons: readonly Reason[]
}

export interface DeviceProperties {
  kind: string
  name: Labels
  origin: Origin
  latest: LatestReading | null
  /** Server's now minus `latest.ts`; null without a reading. */
  age_ms: number | null
  state: Freshness
  /** Null where it is not known, or too old: a gauge that goes on with its rain alone has none. */
  level: Level | null
  /** The last level that was known, also when it is expired. */
  last_level: LastLevel | null
  /** The reporting interval now in force (depends on the mode), ms. */
  interval_ms: number
  /** What the device's connection said last; null if it never did. */
  online: boolean | null
  thresholds: Thresholds | null
  gauge: GaugeReference | null
  facts: NonNullable<Device['facts']> | null
  /** Journal sequence of the last change of this device. */
  change_seq: number
}

export interface DeviceFeature {
  type: 'Feature'
  id: string
  /** Longitude, latitude; null where the place is not known. */
  geometry: { type: 'Point'; coordinates: [number, number] } | null
  properties: DeviceProperties
}

export interface DeviceCollection {
  type: 'FeatureCollection'
  features: DeviceFeature[]
  /** Journal sequence the collection stands at: pass it as `since` when watching live. */
  seq: number
  /** Changes whenever a description in the registry changes: pass it on when watching live. */
  registry: string
  server_ts: number
}

/** One field of a kind as the dashboard needs it: no list of fields lives in the dashboard. */
export interface FieldResource {
  name: string
  type: 'number' | 'integer' | 'word' | 'text'
  label: Labels
  unit: string | null
  /** How each language prints the unit; null where it is a symbol that all share. */
  unit_label: Labels | null
  decimals: number | null
  minimum: number | null
  maximum: number | null
  required: boolean
  nullable: boolean
  words: Readonly<Record<string, Labels>> | null
  check: FieldCheck | null
}

export interface KindResource {
  id: string
  title: Labels
  position: 'fixed' | 'moving'
  fields: FieldResource[]
  reporting: ReportingContract
  level_field: string | null
  map: { mark: 'gauge' | 'place' | 'vehicle' | 'field'; headline: string; icon: string }
  events: boolean
}

export interface ReadingResource {
  ts: number
  received_ts: number
  seq: number | null
  origin: Origin
  flag: Flag
  reasons: readonly Reason[]
  values: Values
}

/** A bucket of `…/readings?every=`; `values[field]` only for numeric fields with data. */
export interface BucketResource {
  ts: number
  /** Readings that count, and those that do not: what they measured failed or is missing. */
  count: number
  excluded: number
  values: Readonly<
    Record<string, { min?: number; mean?: number; max?: number; last?: number; count?: number }>
  >
}

/** An episode at a gauge, from leaving level 0 to coming back to it. */
export interface Alarm {
  id: string
  device: string
  kind: string
  name: Labels
  origin: Origin
  condition: 'active' | 'cleared'
  level: Level
  peak_level: Level
  raised_ts: number
  raised_received_ts: number
  changed_ts: number
  cleared_ts: number | null
  field: string
  value: number
  threshold: number
  threshold_key: string
  authority: 'official' | 'local'
  acknowledgement: null
  /** Every crossing of the episode, oldest first. */
  crossings: CrossingResource[]
}

export interface CrossingResource {
  /** Rises by one for every crossing of the instance: a hole means one was missed. */
  crossing_seq: number
  device: string
  kind: string
  name: Labels
  origin: Origin
  ts: number
  received_ts: number
  /** Quality of that reading when it came: a suspect one raises too, and has to look like it. */
  flag: Flag
  from_level: Level
  to_level: Level
  direction: 'raised' | 'cleared'
  field: string
  value: number
  threshold: number
  threshold_key: string
  authority: 'official' | 'local'
}

/** What a device skipped, repeated or changed, from `seq` and `boot`. */
export interface GapLedger {
  device: string
  /**
   * Readings that the device made, as far as its numbering tells: those that came, each once, and
   * those known to be missing. Null for a device that does not number.
   */
  expected: number | null
  received: number
  duplicates: number
  revised: number
  /** Readings whose ts was older than the newest one when they came. */
  late: number
  /** Known to be missing: the sum over `ranges`, plus runs beyond 200 with holes, not listed. */
  missing: number
  restarts: number
  first_ts: number | null
  last_ts: number | null
  /** Open holes, newest last; beyond 200 neighbours are one, of which `missing` numbers lack. */
  ranges: {
    from_seq: number
    to_seq: number
    missing: number
    after_ts: number
    before_ts: number
  }[]
}

/** A device in the city's ledger: without the ranges, which its own ledger lists. */
export interface GapSummary extends Omit<GapLedger, 'ranges'> {
  open_ranges: number
}

/** The ledgers of all devices that ever sent a reading, added up. */
export interface CityGapTotal {
  devices: number
  /** Devices without numbers: what they lack is not known. */
  unnumbered: number
  /** Of the devices with numbers. */
  expected: number
  received: number
  duplicates: number
  revised: number
  late: number
  missing: number
  restarts: number
}

/** `GET /v1/gaps`: the city's ledger; devices with open holes first. */
export interface CityGaps {
  total: CityGapTotal
  items: GapSummary[]
  next_cursor: string | null
}

export interface QuarantineResource {
  id: number
  device: string
  kind: string
  channel: string
  via: string
  received_ts: number
  code: string
  detail: string
  index: number | null
  payload: string
  /** Where a bridge had it from; `device` is empty where none is registered for it. */
  uplink?: UplinkAddress
}

/** `GET /v1/health`, and live in room `health`. */
export interface HealthResource {
  server_ts: number
  started_ts: number
  version: string
  store: { ok: boolean; detail: string | null; journal_seq: number; disk_bytes: number }
  broker: { connections: number; listeners: string[] }
  ingest: {
    readings_total: number
    readings_per_s: number
    duplicates_total: number
    quarantined_total: number
    queued: number
    /** Receipt to fsync, over the last minute. */
    commit_p50_ms: number | null
    commit_p99_ms: number | null
  }
  /** The archive of the years; null where none is set. */
  archive: ArchiveState | null
  /** Connections to other brokers, in the order of the bridge file; empty where there are none. */
  bridge: BridgeConnectionState[]
  live: { clients: number; window_ms: number; emit_p99_ms: number | null }
  /** The self-check's way from the listener to the live stream; null where none runs. */
  pulse: PulseState | null
  /** Null while nothing points to a wrong clock. */
  clock_doubt: ServerClockDoubt | null
  /** Newest first, at most 20. */
  refusals: { received_ts: number; who: string; code: string; detail: string }[]
}

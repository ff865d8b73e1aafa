import type { CrossingReason } from '../alarms/crossing-reason.ts'
import type { Flag, Reason } from './flags.ts'
import type { Values } from './values.ts'
import type { Origin } from './origin.ts'
import type { UplinkAddress } from '../payload/quarantine.ts'

/** The judgement of one reading: a value apart from the raw data, replaced but never mixed in. */
export interface Verdict {
  flag: Flag
  reasons: readonly Reason[]
}

/**
 * One stored reading. Names are those of the wire (snake_case, unit in the name), the same from
 * device to chart. `values` holds only the fields that were sent; null = measured, no value.
 */
export interface Reading extends Verdict {
  kind: string
  device: string
  /** Device time, epoch ms. */
  ts: number
  /** Server time of receipt, epoch ms. */
  received_ts: number
  seq: number | null
  boot: string | null
  origin: Origin
  values: Values
}

/** A passenger or trip event; its key is (device, event_id). `body` is the payload as sent. */
export interface CityEvent {
  kind: string
  device: string
  event_id: string
  type: string
  ts: number
  received_ts: number
  seq: number | null
  boot: string | null
  origin: Origin
  body: Readonly<Record<string, unknown>>
}

/** Online or offline as the device (or its Will) said; the server's time counts. */
export interface DeviceStatus {
  kind: string
  device: string
  online: boolean
  received_ts: number
}

/** What could not be stored as a reading or event, kept with the reason. */
export interface Quarantined {
  /** Device that sent it; empty, as is `kind`, where none is registered for the uplink. */
  device: string
  kind: string
  channel: 'reading' | 'status' | 'event'
  /** `archive`: stored here as it should be, and refused by the archive. */
  via: 'mqtt' | 'http' | 'bridge' | 'archive'
  received_ts: number
  code: string
  detail: string
  /** Index within the array that carried it; null for a whole payload. */
  index: number | null
  /** The refused text, at most `quarantinePayloadMax` bytes of it. */
  payload: string
  /** Where a bridge had it from. */
  uplink?: UplinkAddress
}

/**
 * A gauge's level changed: `raised` when `to_level` is higher, else `cleared`. Crossings are only
 * ever added. One that `withdraws` another leads back to where that one came from: together they
 * leave the record, and what the gauge had before stands again.
 */
export interface Crossing {
  device: string
  kind: string
  /** Device time of the reading that crossed. */
  ts: number
  received_ts: number
  from_level: number
  to_level: number
  direction: 'raised' | 'cleared'
  field: string
  value: number
  /** The threshold that was reached, or left, in the field's unit. */
  threshold: number
  threshold_key: string
  authority: 'official' | 'local'
  /** That of the value alone, whatever the rest of the reading was. */
  flag: Flag
  origin: Origin
  /** `later`: by a reading that came too late to raise an alarm. */
  found: 'live' | 'later'
  /** False while only one doubtful value speaks for it. */
  confirmed: boolean
  /** Number of the crossing that this one makes sure. */
  confirms: number | null
  /** Number of the crossing that this one takes back. */
  withdraws: number | null
  /** Null for a change that a newer reading brought. */
  reason: CrossingReason | null
}

/** A crossing with its number: the first one of an instance has 1, every next one 1 more. */
export interface StoredCrossing extends Crossing {
  crossing_seq: number
}

/** Rows of the fact tables, each joined with its device's id as `device`, as the domain has them. */
import type { VerdictChange } from '#domain/commit.ts'
import type { Flag } from '#domain/readings/flags.ts'
import type {
  CityEvent,
  DeviceStatus,
  Quarantined,
  StoredCrossing,
} from '#domain/readings/reading.ts'
import { decodeOrigin, splitReasons } from '../reading-codec.ts'

export type FactRow = Record<string, unknown>

export const decodeEvent = (row: FactRow): CityEvent => ({
  kind: String(row['kind']),
  device: String(row['device']),
  event_id: String(row['event_id']),
  type: String(row['type']),
  ts: Number(row['ts']),
  received_ts: Number(row['received_ts']),
  seq: row['seq'] as number | null,
  boot: row['boot'] as string | null,
  origin: decodeOrigin(row['origin']),
  body: JSON.parse(String(row['body'])) as CityEvent['body'],
})

export const decodeStatus = (row: FactRow): DeviceStatus => ({
  kind: String(row['kind']),
  device: String(row['device']),
  online: row['online'] === 1,
  received_ts: Number(row['received_ts']),
})

export const decodeQuarantined = (row: FactRow): Quarantined => ({
  device: String(row['device']),
  kind: String(row['kind']),
  channel: row['channel'] as Quarantined['channel'],
  via: row['via'] as Quarantined['via'],
  received_ts: Number(row['received_ts']),
  code: String(row['code']),
  detail: String(row['detail']),
  index: row['index'] as number | null,
  payload: String(row['payload']),
  ...(typeof row['source'] === 'string' && {
    uplink: { source: row['source'], address: String(row['address']) },
  }),
})

export const decodeCrossing = (row: FactRow): StoredCrossing => ({
  crossing_seq: Number(row['crossing_seq']),
  device: String(row['device']),
  kind: String(row['kind']),
  ts: Number(row['ts']),
  received_ts: Number(row['received_ts']),
  from_level: Number(row['from_level']),
  to_level: Number(row['to_level']),
  direction: row['direction'] as StoredCrossing['direction'],
  field: String(row['field']),
  value: Number(row['value']),
  threshold: Number(row['threshold']),
  threshold_key: String(row['threshold_key']),
  authority: row['authority'] as StoredCrossing['authority'],
  flag: Number(row['flag']) as Flag,
  origin: decodeOrigin(row['origin']),
  found: row['found'] as StoredCrossing['found'],
  confirmed: row['confirmed'] === 1,
  confirms: row['confirms'] as number | null,
  withdraws: row['withdraws'] as number | null,
  reason: row['reason'] as StoredCrossing['reason'],
})

/** The row carries the kind's id as `kind`. */
export const decodeVerdict = (row: FactRow): VerdictChange => ({
  kind: String(row['kind']),
  device: String(row['device']),
  ts: Number(row['ts']),
  flag: Number(row['flag']) as Flag,
  reasons: splitReasons(row['reasons']),
  author: String(row['author']),
  note: String(row['note']),
  at_ts: Number(row['at_ts']),
})

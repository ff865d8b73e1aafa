import Type, { type Static } from 'typebox'
import { deviceId, epochMs, flag, nullable, origin, reasons } from '../wire/blocks.ts'
import { reduceRider } from '../mobility/reduce-rider.ts'
import { flags } from '../readings/flags.ts'
import type { RecordOf } from './archive-record.ts'
import { declareFact } from './fact.ts'

const schema = Type.Object({
  kind: Type.String(),
  device: deviceId,
  event_id: Type.String({ description: 'Unique per device' }),
  type: Type.String(),
  ts: epochMs('Time of the device'),
  received_ts: epochMs('Time of receipt'),
  seq: nullable(Type.Integer()),
  boot: nullable(Type.String()),
  origin,
  flag,
  reasons,
  body: Type.Unsafe<Readonly<Record<string, unknown>>>(
    Type.Record(Type.String(), Type.Unknown(), {
      description: 'The payload as sent, with a code as its reason',
    }),
  ),
})
export type CityEvent = Static<typeof schema>

/** Parts of the body that people group and filter by; each is always written, so it can change. */
const bodyText = (name: 'vehicle' | 'request_id' | 'trip_id' | 'stop_id' | 'to_stop_id') => ({
  type: 'text' as const,
  of: ({ body }: CityEvent) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  },
})

/**
 * An event in the archive: `body` is the payload as JSON. A database of years deletes nothing by
 * itself, so it gets no note and no door from the beginning.
 */
export const eventRecord = {
  name: 'event',
  channel: 'event',
  tags: ['device', 'origin'],
  time: 'ts',
  own: {
    event_id: 'text',
    type: 'text',
    received_ts: 'integer',
    seq: 'integer',
    boot: 'text',
    kind: 'text',
  },
  derived: {
    passengers: {
      type: 'integer',
      of: ({ body: { passengers } }) =>
        typeof passengers === 'number' && Number.isSafeInteger(passengers) ? passengers : 0,
    },
    vehicle: bodyText('vehicle'),
    request_id: bodyText('request_id'),
    trip_id: bodyText('trip_id'),
    stop_id: bodyText('stop_id'),
    body: {
      type: 'text',
      of: ({ body }) => JSON.stringify(reduceRider(body)),
      // Archives of before hold texts as reasons.
      restore: (text) => reduceRider(JSON.parse(String(text)) as CityEvent['body']),
    },
    flag: {
      type: 'integer',
      of: ({ flag: own }) => own,
      // Those of before were not judged.
      restore: (value) => (typeof value === 'number' ? value : flags.notEvaluated),
    },
    reasons: {
      type: 'text',
      of: ({ reasons: own }) => own.join(','),
      restore: (text) => (typeof text === 'string' && text !== '' ? text.split(',') : []),
    },
  },
  identity: {
    by: 'id',
    field: 'event_id',
    withdrawal: {
      field: 'type',
      value: 'withdrawn',
      withdraw: (event) => ({ ...event, type: 'withdrawn', body: {} }),
    },
  },
} as const satisfies RecordOf<CityEvent>

/** A passenger or trip event; `body` is the payload as sent. */
export const event = declareFact({
  name: 'event',
  schema,
  key: {
    type: 'versions',
    of: ['device', 'event_id'],
    content: ['type', 'ts', 'body'],
    ofEach: ['received_ts', 'seq', 'boot', 'origin'],
  },
  time: 'ts',
  keeping: 'records',
  reduction: { field: 'body', rule: 'rider' },
  list: {
    path: 'events',
    order: 'time',
    needs: 'city.read',
    summary: 'Passenger and trip events, oldest first',
    tag: 'mobility',
    item: 'Event',
    pageSize: 1_000,
    csv: [
      { field: 'device', label: { ja: '機器', en: 'Device' } },
      { field: 'event_id', label: { ja: '記録の番号', en: 'Event' } },
      { field: 'type', label: { ja: '出来事', en: 'What happened' } },
      { field: 'ts', label: { ja: '発生時刻', en: 'Time of the device' } },
      { field: 'received_ts', label: { ja: '受信時刻', en: 'Time of receipt' } },
      { field: 'flag', label: { ja: '品質', en: 'Quality flag' } },
      { field: 'reasons', label: { ja: '品質の理由', en: 'Reasons of the flag' } },
      { field: 'origin', label: { ja: '由来', en: 'Origin' } },
      { field: 'body.vehicle', label: { ja: '車両', en: 'Vehicle' } },
      { field: 'body.request_id', label: { ja: '依頼の番号', en: 'Request' } },
      { field: 'body.trip_id', label: { ja: '便', en: 'Trip' } },
      { field: 'body.stop_id', label: { ja: '乗降場所', en: 'Stop' } },
      { field: 'body.lat', label: { ja: '緯度', en: 'Latitude' } },
      { field: 'body.lon', label: { ja: '経度', en: 'Longitude' } },
      { field: 'body.to_stop_id', label: { ja: '行き先の乗降場所', en: 'Stop to go to' } },
      { field: 'body.to_lat', label: { ja: '行き先の緯度', en: 'Latitude to go to' } },
      { field: 'body.to_lon', label: { ja: '行き先の経度', en: 'Longitude to go to' } },
      { field: 'body.passengers', label: { ja: '人数', en: 'Passengers' } },
      { field: 'body.adults', label: { ja: '大人', en: 'Adults' } },
      { field: 'body.children', label: { ja: '子ども', en: 'Children' } },
      { field: 'body.wheelchair', label: { ja: '車いす', en: 'Wheelchair' } },
      { field: 'body.booked_by', label: { ja: '予約の方法', en: 'Booked by' } },
      { field: 'body.requested_ts', label: { ja: '依頼の時刻', en: 'Asked at' } },
      { field: 'body.wished_ts', label: { ja: '希望の時刻', en: 'Wished for' } },
      { field: 'body.promised_ts', label: { ja: '約束の時刻', en: 'Promised for' } },
      { field: 'body.reason', label: { ja: '理由', en: 'Reason' } },
    ],
  },
  archive: eventRecord,
})

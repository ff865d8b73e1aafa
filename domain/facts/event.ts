import Type, { type Static } from 'typebox'
import { deviceId, epochMs, nullable, origin } from '../wire/blocks.ts'
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
  body: Type.Unsafe<Readonly<Record<string, unknown>>>(
    Type.Record(Type.String(), Type.Unknown(), { description: 'The payload as sent' }),
  ),
})
export type CityEvent = Static<typeof schema>

/** Parts of the body that people group and filter by; each is always written, so it can change. */
const bodyText = (name: 'vehicle' | 'request_id' | 'trip_id' | 'stop_id') => ({
  type: 'text' as const,
  of: ({ body }: CityEvent) => {
    const value = body[name]
    return typeof value === 'string' ? value : ''
  },
})

/** An event in the archive: `body` is the whole payload as JSON. */
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
      of: ({ body }) => JSON.stringify(body),
      restore: (text) => JSON.parse(String(text)) as unknown,
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
  keeping: 'readings',
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
      { field: 'origin', label: { ja: '由来', en: 'Origin' } },
      { field: 'body.vehicle', label: { ja: '車両', en: 'Vehicle' } },
      { field: 'body.request_id', label: { ja: '依頼の番号', en: 'Request' } },
      { field: 'body.trip_id', label: { ja: '便', en: 'Trip' } },
      { field: 'body.stop_id', label: { ja: '乗降場所', en: 'Stop' } },
      { field: 'body.passengers', label: { ja: '人数', en: 'Passengers' } },
    ],
  },
  archive: eventRecord,
})

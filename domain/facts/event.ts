import Type, { type Static } from 'typebox'
import { deviceId, epochMs, flag, nullable, origin, reasons } from '../wire/blocks.ts'
import { eventFields } from '../mobility/event-words.ts'
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
      description: 'The payload as sent, with a code as its reason; `note` needs ride.read',
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

/** All but the note, which no file has. */
const bodyColumns = Object.entries(eventFields).map(([name, label]) => {
  return { field: `body.${name}`, label }
})

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
    guarded: { field: 'body', name: 'note', needs: 'ride.read' },
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
      ...bodyColumns,
    ],
  },
  archive: eventRecord,
})

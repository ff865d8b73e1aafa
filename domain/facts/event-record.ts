import type { CityEvent } from '../readings/reading.ts'
import type { RecordOf } from './archive-record.ts'

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
    body: { type: 'text', of: ({ body }) => JSON.stringify(body) },
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

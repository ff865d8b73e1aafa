import type { StoredCrossing } from '../readings/reading.ts'
import type { RecordOf } from './archive-record.ts'

/** A crossing of a level in the archive. */
export const crossingRecord = {
  name: 'crossing',
  channel: 'reading',
  tags: ['device', 'origin'],
  time: 'ts',
  own: {
    crossing_seq: 'integer',
    from_level: 'integer',
    to_level: 'integer',
    direction: 'text',
    kind: 'text',
    field: 'text',
    value: 'number',
    threshold: 'number',
    threshold_key: 'text',
    authority: 'text',
    flag: 'integer',
    received_ts: 'integer',
    found: 'text',
    confirms: 'integer',
    withdraws: 'integer',
    reason: 'text',
  },
  derived: {
    confirmed: { type: 'integer', of: ({ confirmed }) => (confirmed ? 1 : 0) },
  },
  identity: { by: 'number', field: 'crossing_seq' },
} as const satisfies RecordOf<StoredCrossing>

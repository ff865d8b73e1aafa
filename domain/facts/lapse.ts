import Type from 'typebox'
import { declareFact } from './fact.ts'
import { deviceId, epochMs } from '../wire/blocks.ts'

/**
 * The time in which a next value could have confirmed a rise has passed, the server's downtime not
 * counted. A timer decides it; whoever judges the journal again reads it there.
 */
export const lapse = declareFact({
  name: 'lapse',
  schema: Type.Object({
    kind: Type.String(),
    device: deviceId,
    ts: epochMs('Time of the reading that nothing followed'),
    at_ts: epochMs('When its time had passed'),
  }),
  key: { type: 'number', as: 'id' },
  time: 'at_ts',
  keeping: 'readings',
})

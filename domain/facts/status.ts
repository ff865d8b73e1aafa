import Type, { type Static } from 'typebox'
import { declareFact } from './fact.ts'
import { deviceId, epochMs } from '../wire/blocks.ts'

/** Online or offline as the device (or its Will) said; the server's time counts. */
export const status = declareFact({
  name: 'status',
  schema: Type.Object({
    kind: Type.String(),
    device: deviceId,
    online: Type.Boolean(),
    received_ts: epochMs('Time of receipt'),
  }),
  key: { type: 'number', as: 'id' },
  time: 'received_ts',
  keeping: 'readings',
})
export type DeviceStatus = Static<typeof status.schema>

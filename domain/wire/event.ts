import Type from 'typebox'
import { deviceId, epochMs, nullable, origin } from './blocks.ts'

/** One item of `GET /v1/events`. */
export const eventResource = Type.Object(
  {
    kind: Type.String(),
    device: deviceId,
    event_id: Type.String(),
    type: Type.String(),
    ts: epochMs('Time of the device'),
    received_ts: epochMs('Time of receipt'),
    seq: nullable(Type.Integer()),
    boot: nullable(Type.String()),
    origin,
    body: Type.Record(Type.String(), Type.Unknown(), { description: 'The payload as sent' }),
  },
  { $id: 'Event' },
)

/** Schemas of what is shown to the person who connects a device; see `schemas.ts`. */
import Type from 'typebox'
import { messageTextMax } from '#domain/message.ts'
import { deviceId } from './schemas.ts'

const nullable = <T extends Type.TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const epochMs = Type.Integer({ unit: 'ms' })
const why = { code: Type.String(), detail: Type.String() }

export const messageResource = Type.Object({
  id: Type.Integer({ description: 'Counts up since the start of the server' }),
  received_ts: epochMs,
  device: nullable(deviceId),
  source: nullable(Type.String({ description: 'Bridge source it came from' })),
  address: nullable(Type.String({ description: 'Its name there, such as a DevEUI' })),
  channel: Type.String(),
  via: Type.String(),
  state: Type.Enum(['waiting', 'stored', 'duplicate', 'quarantined', 'refused'], {
    description: 'quarantined: some or all of it; refused: nothing of it was kept by the door',
  }),
  accepted: Type.Integer({ minimum: 0 }),
  duplicates: Type.Integer({ minimum: 0 }),
  quarantined: Type.Array(Type.Object({ index: Type.Integer(), ...why }), {
    description: 'The first eight',
  }),
  refused: nullable(Type.Object(why)),
  payload: Type.String({ description: `Its beginning, at most ${messageTextMax} bytes` }),
  translated: nullable(Type.String({ description: 'What a bridge made of it, in our words' })),
  bytes: Type.Integer({ minimum: 0, unit: 'B' }),
})

export const messagesResource = Type.Object({
  items: Type.Array(messageResource, { description: 'Newest first; gone after a restart' }),
  next_cursor: Type.Null(),
  refusals: Type.Array(Type.Object({ received_ts: epochMs, who: Type.String(), ...why }), {
    description: 'What the doors turned away under this name before it came to a payload',
  }),
  device: nullable(
    Type.String({ description: 'Registered device with the id or address that was asked for' }),
  ),
  uplink: nullable(Type.Object({ source: Type.String(), address: Type.String() })),
  try_line: nullable(
    Type.String({ description: 'Shell line that publishes one reading as this device' }),
  ),
})

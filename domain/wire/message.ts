import Type, { type Static } from 'typebox'
import { messageTextMax, messageStates, type MessageState } from '../payload/message.ts'
import { count, deviceId, epochMs, nullable, refusalWords } from './blocks.ts'
import { doorRefusal } from './door-refusal.ts'

/** One message as it came, with its verdict: for the person who connects a device. */
export const messageResource = Type.Object({
  id: Type.Integer({ description: 'Counts up since the start of the server' }),
  received_ts: epochMs('Time of receipt'),
  device: nullable(deviceId),
  source: nullable(Type.String({ description: 'Bridge source it came from' })),
  address: nullable(Type.String({ description: 'Its name there, such as a DevEUI' })),
  channel: Type.String(),
  via: Type.String(),
  state: Type.Enum(Object.keys(messageStates) as MessageState[], {
    description: 'quarantined: some or all of it; refused: nothing of it was kept by the door',
  }),
  accepted: count(),
  duplicates: count(),
  quarantined: Type.Array(Type.Object({ index: Type.Integer(), ...refusalWords }), {
    description: 'The first eight',
  }),
  refused: nullable(Type.Object(refusalWords)),
  payload: Type.String({
    description: `Its beginning, at most ${messageTextMax} bytes; kept in memory only`,
  }),
  no_value: Type.Array(
    Type.Object({
      field: Type.String({ description: 'Field of ours' }),
      path: Type.String({ description: "Where the vendor's decoder says so" }),
      said: nullable(Type.String({ description: 'As JSON; null where nothing stands there' })),
    }),
    { description: 'Fields that the sensor of a bridged device gave no value of' },
  ),
  translated: nullable(Type.String({ description: 'What a bridge made of it, in our words' })),
  bytes: Type.Integer({ minimum: 0, unit: 'B', description: 'Size of the whole payload' }),
})
export type MessageResource = Static<typeof messageResource>

/** `GET /v1/messages`. */
export const messagesResource = Type.Object(
  {
    items: Type.Array(messageResource, { description: 'Newest first; gone after a restart' }),
    next_cursor: Type.Null(),
    refusals: Type.Array(doorRefusal, {
      description: 'What the doors turned away under this name before it came to a payload',
    }),
    device: nullable(
      Type.String({ description: 'Registered device with the id or address that was asked for' }),
    ),
    uplink: nullable(Type.Object({ source: Type.String(), address: Type.String() })),
    try_line: nullable(
      Type.String({ description: 'Shell line that publishes one reading as this device' }),
    ),
  },
  { $id: 'Messages' },
)
export type MessagesResource = Static<typeof messagesResource>

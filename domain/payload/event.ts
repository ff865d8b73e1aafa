import Type from 'typebox'
import type { Values } from '../readings/values.ts'
import { envelope, timestamp } from './payload.ts'
import { refusePosition } from '../readings/position.ts'
import type { Refusal } from '../words/refusal.ts'

/** What happens to a ride request and to a vehicle's service day. */
const eventTypes = [
  'request',
  'quote',
  'refused',
  'pickup',
  'dropoff',
  'no_show',
  'passenger_cancellation',
  'service_start',
  'service_end',
  'break_start',
  'break_end',
] as const

// Identifiers come from a dispatcher's system: printable ASCII, no room for a person's name.
const id = (description: string) =>
  Type.Optional(
    Type.String({ description, minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' }),
  )

/** A passenger or trip event as it travels on the `event` channel; its key is `event_id`. */
export const eventPayload = Type.Object(
  {
    event_id: Type.String({
      description: 'Unique per device: the same id again is the same event',
      minLength: 1,
      maxLength: 64,
      pattern: '^[\\x21-\\x7e]+$',
    }),
    ...envelope,
    type: Type.Enum([...eventTypes], { description: 'What happened' }),
    vehicle: id('Vehicle, where a desk reports for one'),
    request_id: id('Ride request'),
    trip_id: id('Trip'),
    stop_id: id('Stop where it happened, or should have'),
    lat: Type.Optional(Type.Number({ minimum: -90, maximum: 90, unit: '°' })),
    lon: Type.Optional(Type.Number({ minimum: -180, maximum: 180, unit: '°' })),
    passengers: Type.Optional(Type.Integer({ minimum: 0, maximum: 100, unit: '人' })),
    wheelchair: Type.Optional(Type.Boolean({ description: 'A wheelchair place is needed' })),
    booked_by: id('Channel of the booking: phone, web, app, …'),
    requested_ts: Type.Optional(timestamp('When the passenger asked')),
    promised_ts: Type.Optional(timestamp('Pick-up time promised to the passenger')),
    reason: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'Why, where refused or cancelled' }),
    ),
  },
  { title: 'Event', additionalProperties: false },
)

/** The fields of an event that are times, besides `ts`. */
export const eventTimeFields = ['requested_ts', 'promised_ts'] as const

/** A place is `stop_id`, or `lat` and `lon` together, or both; never half of one, never 0/0. */
export function refineEvent(event: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { lat = null, lon = null } = event as Values
  return refusePosition({ lat, lon })
}

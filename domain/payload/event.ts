import Type from 'typebox'
import type { Values } from '../readings/values.ts'
import {
  eventReasons,
  eventTypes,
  type EventReason,
  type EventType,
} from '../mobility/event-words.ts'
import { envelope, timestamp } from './payload.ts'
import { refusePosition } from '../readings/position.ts'
import type { Refusal } from '../words/refusal.ts'

// Identifiers come from a dispatcher's system: printable ASCII, no room for a person's name.
const id = (description: string) =>
  Type.Optional(
    Type.String({ description, minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' }),
  )

const degrees = (limit: number, description: string) =>
  Type.Optional(Type.Number({ minimum: -limit, maximum: limit, unit: '°', description }))

// More than any vehicle has seats: a typing error, not a party.
const people = (description: string) =>
  Type.Optional(Type.Integer({ minimum: 0, maximum: 100, unit: '人', description }))

/** Room for a sentence or two beside a reason's text of before. */
const noteMax = 1_000

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
    type: Type.Enum(Object.keys(eventTypes) as EventType[], { description: 'What happened' }),
    vehicle: id('Vehicle; only a desk reports for another than itself'),
    request_id: id('Ride request'),
    trip_id: id('Trip'),
    stop_id: id('Stop where it happened, or where the rider waits'),
    lat: degrees(90, 'The same place where there is no stop; with `lon`'),
    lon: degrees(180, 'See `lat`'),
    to_stop_id: id('Stop that the rider wants to go to'),
    to_lat: degrees(90, 'The same place where there is no stop; with `to_lon`'),
    to_lon: degrees(180, 'See `to_lat`'),
    passengers: people('Everybody of the party'),
    adults: people('Adults among them'),
    children: people('Children among them'),
    wheelchair: Type.Optional(Type.Boolean({ description: 'A wheelchair place is needed' })),
    booked_by: id('Channel of the booking: phone, web, app, …'),
    requested_ts: Type.Optional(timestamp('When the rider asked')),
    wished_ts: Type.Optional(timestamp('When the rider wants to leave')),
    promised_ts: Type.Optional(timestamp('Pick-up time promised to the rider')),
    reason: Type.Optional(
      Type.Enum(Object.keys(eventReasons) as EventReason[], {
        description: 'Why, where refused or cancelled; a text of before becomes `other`',
      }),
    ),
    note: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: noteMax,
        description: 'For staff only: in no export, deleted after 13 months',
      }),
    ),
  },
  { title: 'Event', additionalProperties: false },
)

/** The fields of an event that are times, besides `ts`. */
export const eventTimeFields = ['requested_ts', 'wished_ts', 'promised_ts'] as const
export type EventTimeField = (typeof eventTimeFields)[number]

/** A place is a stop, or latitude and longitude together, or both; never half of one, never 0/0. */
export function refineEvent(event: Readonly<Record<string, unknown>>): Refusal | undefined {
  const { lat = null, lon = null, to_lat = null, to_lon = null } = event as Values
  return refusePosition({ lat, lon }) ?? refuseTarget({ lat: to_lat, lon: to_lon })
}

function refuseTarget(target: Values): Refusal | undefined {
  const refusal = refusePosition(target)
  return refusal && { ...refusal, detail: refusal.detail.replaceAll(/\b(lat|lon)\b/g, 'to_$1') }
}

import type { Device } from '#domain/devices/device.ts'
import type { EventType } from '#domain/mobility/event-words.ts'
import { flags } from '#domain/readings/flags.ts'
import type { Findings } from '../findings.ts'
import type { UnjudgedEvent } from './request-story.ts'

type Body = UnjudgedEvent['body']
type Need = 'request_id' | 'place' | 'target' | 'passengers' | 'promised_ts' | 'reason' | 'vehicle'

/** What an event must say to be of use, beside when and what; a desk names the vehicle as well. */
const needs: Readonly<Record<EventType, readonly Need[]>> = {
  request: ['request_id', 'place', 'target', 'passengers'],
  quote: ['request_id', 'promised_ts'],
  refused: ['request_id', 'reason'],
  pickup: ['request_id', 'place', 'passengers', 'vehicle'],
  dropoff: ['request_id', 'place', 'passengers', 'vehicle'],
  no_show: ['request_id', 'vehicle'],
  passenger_cancellation: ['request_id'],
  provider_cancellation: ['request_id'],
  driver_cancellation: ['request_id', 'vehicle'],
  service_start: ['vehicle'],
  service_end: ['vehicle'],
  break_start: ['vehicle'],
  break_end: ['vehicle'],
}

/** Where a need may be met by several fields: those, and the one that is named where none is. */
const isMet: Readonly<Record<Need, (body: Body, device: Device) => boolean>> = {
  request_id: (body) => has(body, 'request_id'),
  place: (body) => has(body, 'stop_id') || has(body, 'lat'),
  target: (body) => has(body, 'to_stop_id') || has(body, 'to_lat'),
  passengers: (body) => has(body, 'passengers') || has(body, 'adults') || has(body, 'children'),
  promised_ts: (body) => has(body, 'promised_ts'),
  reason: (body) => has(body, 'reason'),
  vehicle: (body, { role }) => role !== 'desk' || has(body, 'vehicle'),
}

const named: Readonly<Partial<Record<Need, string>>> = { place: 'stop_id', target: 'to_stop_id' }

const has = (body: Body, field: string): boolean => body[field] !== undefined

/** Names each thing that the event should say and does not. */
export function testFields(
  { type, body }: UnjudgedEvent,
  device: Device,
  findings: Findings,
): void {
  for (const need of needs[type as EventType] ?? []) {
    if (isMet[need](body, device)) continue
    findings.note(flags.suspect, `incomplete:${named[need] ?? need}`)
  }
}

/** A party is as many as its adults and children. */
export function testParty({ body }: UnjudgedEvent, findings: Findings): void {
  const { passengers, adults, children } = body as Partial<Record<string, number>>
  if (passengers === undefined || (adults === undefined && children === undefined)) return
  const parts = (adults ?? 0) + (children ?? 0)
  const isWhole = adults !== undefined && children !== undefined
  if (parts > passengers || (isWhole && parts < passengers)) {
    findings.note(flags.suspect, 'contradiction:passengers')
  }
}

/** Stops that the city does not have, where it lists any. */
export function testStops(
  { body }: UnjudgedEvent,
  stops: ReadonlySet<string> | null,
  findings: Findings,
): void {
  if (!stops) return
  for (const field of ['stop_id', 'to_stop_id'] as const) {
    const stop = body[field]
    if (typeof stop === 'string' && !stops.has(stop)) {
      findings.note(flags.suspect, `stop_unknown:${field}`)
    }
  }
}

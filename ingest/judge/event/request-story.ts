import type { CityEvent } from '#domain/facts/event.ts'
import { futureMaxMs } from '#domain/readings/clock-limits.ts'
import { readEventTimes } from './event-times.ts'

/** An event before it is judged. */
export type UnjudgedEvent = Omit<CityEvent, 'flag' | 'reasons'>

/** Something that happened once to a request, and which event said so. */
export interface Mark {
  device: string
  event_id: string
  ts: number
}

/** What is remembered of one ride request. Replaced, never altered. */
export interface RequestStory {
  /** When the rider asked. */
  requested_ts: number | null
  pickup: Mark | null
  dropoff: Mark | null
  /** Refused, cancelled, or nobody came: nobody is picked up after that. */
  ended: Mark | null
}

export const emptyStory: RequestStory = {
  requested_ts: null,
  pickup: null,
  dropoff: null,
  ended: null,
}

const endings: ReadonlySet<string> = new Set([
  'refused',
  'no_show',
  'passenger_cancellation',
  'provider_cancellation',
  'driver_cancellation',
])

/** The story with one more event: a later version of an event takes the place of the first. */
export function followStory(story: RequestStory, event: UnjudgedEvent): RequestStory {
  const { device, event_id, type, ts, body } = event
  const mark: Mark = { device, event_id, ts }
  const { requested_ts } = readEventTimes(body)
  const asked = requested_ts ?? (type === 'request' ? ts : null)
  const next = asked === null ? story : { ...story, requested_ts: asked }
  if (type === 'pickup') return { ...next, pickup: mark }
  if (type === 'dropoff') return { ...next, dropoff: mark }
  return endings.has(type) ? { ...next, ended: mark } : next
}

/** The request that an event is about, if its place in time can be believed. */
export function findRequestId({ ts, received_ts, body }: UnjudgedEvent): string | undefined {
  const id = body['request_id']
  return typeof id === 'string' && ts <= received_ts + futureMaxMs ? id : undefined
}

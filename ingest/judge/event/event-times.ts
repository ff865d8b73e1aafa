import { eventTimeFields, type EventTimeField } from '#domain/payload/event.ts'
import { parseTimestamp } from '#domain/readings/timestamp.ts'

/** The times in an event's body, epoch ms; null where one is missing. */
export type EventTimes = Readonly<Record<EventTimeField, number | null>>

export function readEventTimes(body: Readonly<Record<string, unknown>>): EventTimes {
  const times: Record<EventTimeField, number | null> = {
    requested_ts: null,
    wished_ts: null,
    promised_ts: null,
  }
  for (const field of eventTimeFields) {
    if (body[field] === undefined) continue
    const read = parseTimestamp(body[field], field)
    if (typeof read === 'number') times[field] = read
  }
  return times
}

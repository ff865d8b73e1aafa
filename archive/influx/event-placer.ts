import type { CityEvent } from '#domain/readings/reading.ts'
import type { ArchiveLine, Unfit } from './archive-line.ts'
import type { ArchiveConnection } from './connect.ts'
import { encodeEvent, encodeWithdrawal, withdrawnType } from './event-line.ts'
import { placeEvent, type PlacedEvent } from './place-events.ts'
import { listPlacedEvents } from './read-events.ts'

const day = 24 * 3_600_000

// How far from its new time an event's old point is looked for. Further, both would stay.
const movedWithinMs = 7 * day

/** Encodes the events of one batch and remembers where it put them. */
export function createEventPlacer(connection: ArchiveConnection, city: string) {
  const placedInBatch = new Map<string, PlacedEvent[]>()

  /** What the device has in the archive and in this batch within the event's millisecond. */
  async function listTaken({ device, ts }: CityEvent): Promise<PlacedEvent[]> {
    const range = { from: ts, to: ts + 1 }
    const archived = await listPlacedEvents(connection, { city, device, range })
    return [...archived, ...(placedInBatch.get(device) ?? [])]
  }

  /** Points of this event at other times, which it has left. */
  async function listLeft(event: CityEvent): Promise<PlacedEvent[]> {
    const { device, ts, event_id } = event
    const spanMs = Math.min(movedWithinMs, (connection.dialect.querySpanMs ?? Infinity) / 2)
    const range = { from: Math.max(0, ts - spanMs), to: ts + spanMs }
    const archived = await listPlacedEvents(connection, { city, device, range }, event_id)
    const placed = [
      ...archived.filter(({ type }) => type !== withdrawnType),
      ...(placedInBatch.get(device) ?? []).filter((other) => other.event_id === event_id),
    ]
    return placed.filter((other) => other.ts !== ts)
  }

  return {
    /** The event's line, and one more for each place it has moved away from. */
    async encode(
      event: CityEvent,
      { moved }: { moved: boolean },
    ): Promise<(ArchiveLine | Unfit)[]> {
      const left = moved ? await listLeft(event) : []
      const { ts, offsetNs } = placeEvent(event, await listTaken(event))
      const others = placedInBatch.get(event.device) ?? []
      others.push({ ts, offsetNs, event_id: event.event_id })
      placedInBatch.set(event.device, others)
      return [
        ...left.map((place) =>
          encodeWithdrawal({ ...event, ts: place.ts }, { city, offsetNs: place.offsetNs }),
        ),
        encodeEvent(event, { city, offsetNs }),
      ]
    },
  }
}

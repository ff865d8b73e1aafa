import { seedOf } from '#domain/kinds/seeded.ts'

/** Where an event's point lies: its millisecond and the offset within it. */
export interface EventPlace {
  ts: number
  /** 0 … 999,999 */
  offsetNs: number
}

/** A point that the archive already holds. */
export interface PlacedEvent extends EventPlace {
  event_id: string
}

const offsets = 1_000_000

/**
 * Finds a place for an event among those that its device has in the archive already. The offset
 * follows from a hash of the id, so a repeated write meets its own point without any memory; where
 * another event sits there, the next free one is taken, and `taken` remembers it for the batch.
 */
export function placeEvent(
  event: { ts: number; event_id: string },
  taken: readonly PlacedEvent[],
): EventPlace {
  const sameMs = taken.filter(({ ts }) => ts === event.ts)
  const own = sameMs.find(({ event_id }) => event_id === event.event_id)
  if (own) return { ts: own.ts, offsetNs: own.offsetNs }
  const used = new Set(sameMs.map(({ offsetNs }) => offsetNs))
  let offsetNs = seedOf(event.event_id) % offsets
  while (used.has(offsetNs)) offsetNs = (offsetNs + 1) % offsets
  return { ts: event.ts, offsetNs }
}

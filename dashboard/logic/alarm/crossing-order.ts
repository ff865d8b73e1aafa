import type { CrossingResource } from '#domain/wire/crossing.ts'

/**
 * Newest first by the time of the crossing itself. A device that empties its buffer brings old
 * crossings after new ones: a record in the order of arrival would read as if time jumped.
 */
export function newestFirst(crossings: readonly CrossingResource[]): CrossingResource[] {
  return crossings.toSorted((a, b) => b.ts - a.ts || b.crossing_seq - a.crossing_seq)
}

import type { CrossingResource } from '#domain/wire/crossing.ts'

/** A line of the record. */
export interface RecordedCrossing extends CrossingResource {
  /** What took it back; null while it is in force. */
  readonly withdrawal: CrossingResource | null
}

/**
 * Newest first by the time of the crossing itself. A device that empties its buffer brings old
 * crossings after new ones: a record in the order of arrival would read as if time jumped. A
 * withdrawal is no line of its own but a word on the line it took back, and what makes a crossing
 * sure is one line with it.
 */
export function newestFirst(crossings: readonly CrossingResource[]): RecordedCrossing[] {
  const withdrawals = new Map(crossings.map((crossing) => [crossing.withdraws, crossing]))
  const confirmed = new Set(crossings.map(({ confirms }) => confirms))
  return crossings
    .filter(({ withdraws, confirms }) => withdraws === null && confirms === null)
    .map((crossing) => ({
      ...crossing,
      confirmed: crossing.confirmed || confirmed.has(crossing.crossing_seq),
      withdrawal: withdrawals.get(crossing.crossing_seq) ?? null,
    }))
    .toSorted((a, b) => b.ts - a.ts || b.crossing_seq - a.crossing_seq)
}

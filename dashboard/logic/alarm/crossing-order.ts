import { isAlarming } from '#domain/alarms/is-alarming.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'

/** A line of the record. */
export interface RecordedCrossing extends CrossingResource {
  /** What took it back; null while it is in force. */
  readonly withdrawal: CrossingResource | null
  /** True where nothing followed a rise in doubt in time: it became an alarm. */
  readonly lost: boolean
}

/**
 * Newest first by the time of the crossing itself. A device that empties its buffer brings old
 * crossings after new ones: a record in the order of arrival would read as if time jumped. A
 * withdrawal is no line of its own but what is said of the line it took back, and so is what made a
 * line sure. What was taken back and never was an alarm is none: nobody has heard of it.
 */
export function newestFirst(crossings: readonly CrossingResource[]): RecordedCrossing[] {
  const withdrawals = new Map(crossings.map((crossing) => [crossing.withdraws, crossing]))
  const sure = new Set(crossings.flatMap((one) => (one.confirmed ? (one.confirms ?? []) : [])))
  const lost = new Set(
    crossings.flatMap((one) => (one.reason === 'lost_unconfirmed' ? (one.confirms ?? []) : [])),
  )
  return crossings
    .filter(({ withdraws, confirms }) => withdraws === null && confirms === null)
    .map((crossing) => ({
      ...crossing,
      confirmed: crossing.confirmed || sure.has(crossing.crossing_seq),
      lost: lost.has(crossing.crossing_seq),
      withdrawal: withdrawals.get(crossing.crossing_seq) ?? null,
    }))
    .filter((line) => !line.withdrawal || line.lost || isAlarming(line))
    .toSorted((a, b) => b.place_ts - a.place_ts || b.crossing_seq - a.crossing_seq)
}

import type { CrossingReason } from '#domain/alarms/crossing-reason.ts'
import type { Origin } from '#domain/readings/origin.ts'

/**
 * What a cause may do to the alarm that stands; the record it changes in any case.
 * `now`: raise and lower. `correction`: lower what it takes away, raise while the value is one of
 * now. `late`: raise only, where an earlier value makes sure what is measured now.
 */
export type Reach = 'now' | 'correction' | 'late'

/** Why a gauge is looked at. */
export interface Cause {
  /** City time: ages count up to it. */
  readonly at_ts: number
  /** When the cause was received; null: when the value was. */
  readonly received_ts: number | null
  readonly reason: CrossingReason | null
  readonly origin: Origin | null
  readonly reach: Reach
}

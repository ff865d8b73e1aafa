import type { Reason } from './flags.ts'

/**
 * What a reading may do for a level, as far as its time tells. Reasons that hold for the whole row:
 * - `clock_future`: stamped more than five minutes ahead of receipt.
 * - `clock_slow`: the device's clock, or its gateway's, is proven slow; the place is the receipt.
 * - `clock_doubt`: gateway and network server differ; `network_time:<epoch ms>` keeps the latter.
 * - `server_clock`: many devices contradict the server's own clock alike; the place is the receipt.
 */
export type Raising =
  /** The place is believed. */
  | 'at_once'
  /** Shown as unconfirmed until a second one reaches the same threshold. */
  | 'if_confirmed'
  /** Shown as unconfirmed; enters the record, and never raises. */
  | 'record_only'

/** What a reading with these reasons may do for a level. */
export function raisingBy(reasons: readonly Reason[]): Raising {
  if (reasons.length === 0) return 'at_once'
  if (isByReceipt(reasons)) return 'at_once'
  if (reasons.includes('clock_doubt') || reasons.includes('clock_ancient')) return 'record_only'
  return reasons.includes('clock_future') ? 'if_confirmed' : 'at_once'
}

/** True where a single report stands at its receipt: its own clock, or the server's, is wrong. */
export const isByReceipt = (reasons: readonly Reason[]): boolean =>
  reasons.includes('clock_slow') || reasons.includes('server_clock')

/** True where the stamp is not believed, and nothing else tells when it was measured. */
export const isClockSuspect = (reasons: readonly Reason[]): boolean =>
  raisingBy(reasons) !== 'at_once'

/** True where a verdict says that a clock is wrong, whatever follows from it. */
export const isClockTold = (reasons: readonly Reason[]): boolean =>
  isClockSuspect(reasons) || isByReceipt(reasons)

const networkTime = 'network_time:'

/** The time of the network server beside a doubtful gateway time; undefined where none was kept. */
export function findNetworkTs(reasons: readonly Reason[]): number | undefined {
  const kept = reasons.find((reason) => reason.startsWith(networkTime))
  return kept === undefined ? undefined : Number(kept.slice(networkTime.length))
}

export const networkTimeReason = (ts: number): Reason => `${networkTime}${ts}`

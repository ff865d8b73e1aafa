import { findNetworkTs, raisingBy } from './clock-reasons.ts'
import type { Reading } from './reading.ts'

/** What tells of a reading's clock. */
export type Clocked = Pick<Reading, 'ts' | 'received_ts' | 'place_ts' | 'reasons'>

/**
 * How far the clock behind a reading is ahead, ms; below 0: behind. Null where it is believed, or
 * where the server's own is doubted instead. Of a doubtful gateway it is beside the network server.
 */
export function clockOffsetOf({ ts, received_ts, reasons }: Clocked): number | null {
  if (reasons.length === 0) return null
  const isSlow = reasons.includes('clock_slow')
  const networkTs = findNetworkTs(reasons)
  if (isSlow) return ts - (networkTs ?? received_ts)
  // A gateway that was doubted once may have emptied its buffer.
  if (raisingBy(reasons) !== 'if_confirmed') return null
  return ts - received_ts
}

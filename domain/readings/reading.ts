import type { Flag, Reason } from './flags.ts'
import type { Values } from './values.ts'
import type { Origin } from './origin.ts'

/** The judgement of one reading: a value apart from the raw data, replaced but never mixed in. */
export interface Verdict {
  flag: Flag
  reasons: readonly Reason[]
}

/**
 * One stored reading. Names are those of the wire (snake_case, unit in the name), the same from
 * device to chart. `values` holds only the fields that were sent; null = measured, no value.
 */
export interface Reading extends Verdict {
  kind: string
  device: string
  /** Device time, epoch ms. */
  ts: number
  /** Server time of receipt, epoch ms. */
  received_ts: number
  /**
   * Where it stands among others, epoch ms: what is newest, and how old. Fixed on acceptance;
   * charts and buckets keep `ts`.
   */
  place_ts: number
  seq: number | null
  boot: string | null
  origin: Origin
  values: Values
}

/** What a device has from a time on: the parts that are dated, each with a history of its own. */
export type DatedPart = 'thresholds' | 'gauge'

/** A dated setting as it is about to be stored. */
export interface NewSetting {
  device: string
  part: DatedPart
  /** JSON; null: none. */
  value: string | null
  /** The day that its source names. */
  valid_from: string | null
  /** When it counts from, epoch ms: never before it was set. */
  effective_ts: number
  /** Null where it was there before this was written down. */
  set_ts: number | null
  set_by: string | null
  note: string | null
  /** When it took effect; null: it is still to come. */
  applied_ts: number | null
}

export interface SettingRow extends NewSetting {
  version: number
  cancelled_ts: number | null
}

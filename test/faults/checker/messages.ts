/** Readings that the server acknowledged to one device: their times, and the level of each. */
export interface AckedMessage {
  type: 'acked'
  device: string
  ts: readonly number[]
  levelM: readonly number[]
}

/** Compare with a store that no server uses now. */
export interface CompareMessage {
  type: 'compare'
  folder: string
  /** Gauges whose level changes at `thresholdM`; every change must be a crossing. */
  crossing: readonly string[]
  thresholdM: number
  /** How many of the lost ones to name; a few if absent. */
  examplesMax?: number
}

export type CheckerRequest = AckedMessage | CompareMessage

export interface Comparison {
  acknowledged: number
  stored: number
  /** Acknowledged and not there. */
  lost: number
  /** The same key more than once, in the store or in the journal. */
  doubled: number
  /** There with another value than was acknowledged. */
  changed: number
  /** Stored, but with a time that cannot be right by the server's clock; they raise no alarm. */
  clockSuspect: number
  /** In the journal and not in the store: a consumer would have seen what does not exist. */
  journalOnly: number
  /** Consumers whose cursor stands after the end of the journal. */
  cursorsAhead: number
  crossings: number
  crossingsMissing: number
  crossingsDoubled: number
  /** Some of the lost ones as `device at ts`, for whoever has to find out why. */
  examples: readonly string[]
}

export interface CheckerMessage {
  type: 'compared'
  /** Null where the store could not be read; `detail` says why. */
  comparison: Comparison | null
  detail: string
}

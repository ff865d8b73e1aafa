/** Readings that the server acknowledged to one device: their times, and the level of each. */
export interface AckedMessage {
  type: 'acked'
  device: string
  ts: readonly number[]
  levelM: readonly number[]
}

/** Open pages of this city, which come back by themselves however often its server dies. */
export interface WatchMessage {
  type: 'watch'
  url: string
  /** The operator's token there. */
  key: string | undefined
}

/** Wait until the pages have heard everything: nothing is sent any more, and the server runs. */
export interface CalmMessage {
  type: 'calm'
}

/** Compare with what the running server says of its devices. */
export interface ServedMessage {
  type: 'served'
  url: string
  key: string | undefined
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
  /** A server lived long enough to delete what its consumers had passed of the journal. */
  journalMayBePruned: boolean
}

export type CheckerRequest =
  AckedMessage | WatchMessage | CalmMessage | ServedMessage | CompareMessage

/** What pages were told and showed, added up over all of them. */
export interface LiveComparison {
  connections: number
  /** Crossings that the pages have, each once. */
  crossings: number
  /** Of them in the answer after opening or coming back. */
  resumed: number
  /** Not told, because a page is given no more than the newest ones at once. */
  passedOver: number
  missing: number
  doubled: number
  /** Told and not in the store, or there with another content. */
  invented: number
  /** Different values shown. */
  values: number
  /** Shown and not in the store, or there with another value. */
  valuesInvented: number
  /** Devices, a page each, whose shown value is not the newest. */
  notNewest: number
  /** Times that an older value took the place of a newer one. */
  wentBack: number
}

/** What a running server says of its devices. */
export interface ServedComparison {
  devices: number
  /** Devices whose latest value is not the newest that was acknowledged. */
  latestWrong: number
  /** Devices whose ledger counts other readings than were acknowledged. */
  ledgersWrong: number
  /** Readings that the ledgers miss. */
  missing: number
  /** Readings that the ledgers count as sent again. */
  duplicates: number
}

export interface Comparison {
  acknowledged: number
  stored: number
  /** Acknowledged and not there. */
  lost: number
  /** The same key more than once, in the store or in the journal. */
  doubled: number
  /** There with another value than was acknowledged. */
  changed: number
  /** Stored, but with a time that cannot be right by the server's clock: the next one decides. */
  clockSuspect: number
  /** Readings in the journal, each once. */
  journalled: number
  /** How often the journal says that a reading had been stored before. */
  journalDuplicates: number
  /** In the journal and not in the store: a consumer would have seen what does not exist. */
  journalOnly: number
  /** In the store and not in the journal, where it was not pruned: no consumer would have seen it. */
  journalMissing: number
  /** Consumers whose cursor stands after the end of the journal. */
  cursorsAhead: number
  crossings: number
  crossingsMissing: number
  crossingsDoubled: number
  /** Absent where no page was opened. */
  live?: LiveComparison
  /** Some of the lost ones as `device at ts`, for whoever has to find out why. */
  examples: readonly string[]
}

/** The answer to a message of the same type; null where something went wrong, `detail` says what. */
export type CheckerMessage =
  | { type: 'watch'; result: true | null; detail: string }
  | { type: 'calm'; result: boolean | null; detail: string }
  | { type: 'served'; result: ServedComparison | null; detail: string }
  | { type: 'compare'; result: Comparison | null; detail: string }

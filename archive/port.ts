import type { ArchiveRecord, RecordedFact } from '#domain/facts/archive-record.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import type { Page, PageQuery, Store, TimeRange } from '#store/store.ts'
import type { ArchiveStop } from './stops.ts'

/**
 * A database that keeps the city's facts for years, and may be away for days. Whatever implements
 * this passes `test/archive/contract`; nothing else in the city knows which one it is.
 */
export interface ArchiveDatabase {
  /** Meets whoever answers there. Throws `ArchiveError` where nobody does, or the wrong one. */
  open(): Promise<ArchiveSession>
  /** Ends open requests; nothing is sent after this. */
  close(): void
}

/**
 * A database that answered. Every write may be repeated and then changes nothing; every method
 * throws `ArchiveError` when it cannot ask.
 */
export interface ArchiveSession {
  /** Who answers, for people: product line and version. */
  readonly server: string
  /** Its clock minus ours, ms, to the second; null where it does not say. */
  readonly clockSkewMs: number | null

  /**
   * Writes facts in their order and comes back with the fate of each. After a halt nothing may be
   * assumed, and the same facts have to be written again.
   */
  deliver(facts: readonly ArchiveFact[]): Promise<Delivery>
  /** The reading of this key as the archive has it. */
  findReading(key: Pick<Reading, 'kind' | 'device' | 'ts'>): Promise<Reading | undefined>

  /**
   * Sums up windows from what the archive has now: hours from readings, days from hours. A window
   * without readings gives nothing. `from` of an hours' window is the beginning of one of the
   * city's hours, `to` the end of one; a days' window is exactly one of its days.
   */
  rollUp(rollup: Rollup, windows: readonly RollupWindow[]): Promise<Delivery>

  /** Age at which it removes readings, ms; null: never, or it does not say. */
  loadKeptMs(): Promise<number | null>

  /** The signatures of those who forwarded into this city's archive, but for older ones. */
  listClaims(sinceTs: number): Promise<WriterClaim[]>
  /** Signs, over an earlier signature for the same journal. */
  sign(claim: WriterClaim): Promise<Halt | undefined>

  /** `rolledTo`: up to which time the rollups of a device are written; 0: use none. */
  read(rolledTo: (kind: string, device: string) => number): ArchiveReader
}

/** What is archived: a reading as its kind describes it, or another fact as its record does. */
export type ArchiveFact =
  /** `replaces`: an older version of the reading may be there already. */
  | { type: 'reading'; reading: Reading; replaces: boolean }
  /** `moved`: it may stand at another time there. */
  | { type: 'record'; record: ArchiveRecord; fact: RecordedFact; moved: boolean }

/** The rollups there are: by the city's hour, and by its day. */
export type Rollup = '1h' | '1d'

export interface RollupWindow extends TimeRange {
  kind: string
  device: string
}

export type Delivery = Delivered | Halt

/** Every fact is in the archive, older than it keeps, or refused by name. */
export interface Delivered {
  kind: 'written'
  /** Points that are in the archive now. */
  points: number
  /** Points older than the archive keeps. */
  expired: number
  refused: Refused[]
  /** Facts that no such database could hold, with the reason. */
  unfit: { fact: ArchiveFact; words: string }[]
}

/** A point that the database refused, with its words and what was sent. */
export interface Refused extends Subject {
  words: string
  payload: string
}

/** Of what a point speaks, and the channel that quarantine lists it under. */
export interface Subject {
  channel: 'reading' | 'event'
  kind: string
  device: string
}

/** Nothing may be assumed of a write. */
export type Halt =
  /** A person has to change something; it waits. */
  | { kind: 'stopped'; stop: ArchiveStop; words: string }
  /** It may work by itself later. `retryAfterMs`: the server's own wish. */
  | { kind: 'later'; words: string; retryAfterMs: number | null }

/** The signature of a process that forwards a journal. */
export interface WriterClaim {
  /** Of the data folder; a copy of it has the same. */
  journal: string
  /** Of the process. */
  run: string
  aliveTs: number
}

/** What the archive can answer of the store's questions; the same rules, the same cursors. */
export interface History extends Pick<Store, 'listReadings' | 'foldReadings'> {
  /** Facts that are archived as a record, oldest first. Throws for a fact that is not. */
  listFacts<Name extends FactName>(
    name: Name,
    query: ArchivedQuery,
  ): Promise<Page<StoredRecord<Name>>>
}

/** A range of the facts' own times. */
export interface ArchivedQuery extends PageQuery {
  device?: string | undefined
  range: TimeRange
}

/** The archive alone, for whoever compares what is there. */
export interface ArchiveReader extends History {
  /** The numbers up to `last` that records of this name have in a range of time, in any order. */
  listNumbers(record: ArchiveRecord, range: TimeRange, last: number): Promise<number[]>
  /** Age at which raw points and records are removed, ms; null: kept for ever, or not said. */
  keptMs(): Promise<number | null>
}

/** Name of an archived list in a cursor: only the archive itself goes on with it. */
export const archivedCursor = (list: string): string => `archived-${list}`

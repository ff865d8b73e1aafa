/** What every fact that is archived as a record has. */
export interface RecordedFact {
  kind: string
  device: string
  received_ts: number
}

/** A missing integer is kept as -1, a missing text as the empty one; numbers are never missing. */
export type RecordFieldType = 'integer' | 'number' | 'text'

interface DerivedField<F> {
  type: RecordFieldType
  of(fact: F): number | string | null
  /** Gives the fact's property of this name back; absent where the fact has none. */
  restore?(value: unknown): unknown
}

/** What keeps two records of one device and moment apart. */
type RecordIdentity<F, Name> =
  /** A number that rises through the whole instance. */
  | { by: 'number'; field: Name }
  /**
   * An id, unique for its device. A fact that may move to another time leaves a withdrawn record
   * at the old one, because not every database can delete; readers pass over those.
   */
  | { by: 'id'; field: Name; withdrawal: Withdrawal<F, Name> | null }

interface Withdrawal<F, Name> {
  /** A text field, and its value in a withdrawn record alone. */
  field: Name
  value: string
  withdraw(fact: F): F
}

interface RecordShape<F, Name extends string> {
  /** What its records are called in the archive; no kind may bear this name. */
  name: string
  /** The channel that a refused one is listed under in quarantine. */
  channel: 'reading' | 'event'
  /** What people filter by: ids of ours. The archive adds the city. */
  tags: readonly Name[]
  /** The property that is the record's time, epoch ms. */
  time: Name
  /** Properties kept as they are, in this order. */
  own: Readonly<Partial<Record<Name, RecordFieldType>>>
  /** Further fields, made of the fact. */
  derived: Readonly<Record<string, DerivedField<F>>>
  identity: RecordIdentity<F, Name>
}

/**
 * How one kind of fact is kept for years. Names, types and order never change: archives of many
 * years hold them already.
 */
export type RecordOf<F extends RecordedFact> = RecordShape<F, keyof F & string>

/** As `RecordOf`, where the fact is any. */
export type ArchiveRecord = RecordShape<RecordedFact, string>

/** A property of a fact, by the name that its record gives. */
export const valueOf = (fact: object, name: string): unknown =>
  (fact as Partial<Record<string, unknown>>)[name]

/** The record's time, epoch ms. */
export const timeOf = ({ time }: ArchiveRecord, fact: RecordedFact): number =>
  Number(valueOf(fact, time))

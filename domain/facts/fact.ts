import type { Static, TObject } from 'typebox'
import type { Needs } from '../access/capabilities.ts'
import type { Labels } from '../words/labels.ts'
import type { ArchiveRecord } from './archive-record.ts'

/**
 * How a fact is told from others of its name.
 * `number`: it is only ever added; the first one of an instance has 1, every next one 1 more, and
 * the record bears that number as `as` once it is stored.
 * `versions`: the fields `of` name it. Another content makes a revision, content that was stored
 * before is a duplicate, which keeps only the fields `ofEach` of its own: they are no content, also
 * where the payload names them.
 * `reading`: it judges the reading at (kind, device, ts), whose row shows the newest judgement.
 */
export type FactKey =
  | {
      readonly type: 'number'
      readonly as: string
      /** Field with the number of the one that it takes back: neither is in force any more. */
      readonly withdraws?: string
      /** Field with the number of the one that it makes sure: both are shown as that one. */
      readonly confirms?: 'confirms'
    }
  | {
      readonly type: 'versions'
      readonly of: readonly [device: 'device', name: string]
      readonly content: readonly string[]
      readonly ofEach: readonly string[]
    }
  | { readonly type: 'reading' }

/** By which limit a fact is deleted: with the readings of its time, as quarantine, or after years. */
export type Keeping = 'readings' | 'quarantine' | 'records'

/** `rider`: what leads to a person goes after 13 months (`mobility/reduce-rider.ts`). */
export type ReductionRule = 'rider'

/**
 * How people list it. `number`: newest first by its number. `time`: oldest first by its time. A
 * fact with a list is counted as well.
 */
export interface FactList {
  /** Behind `/v1/`, and in cursors: it never changes. */
  readonly path: string
  readonly order: 'number' | 'time'
  /** What a caller has to be allowed. */
  readonly needs: Needs
  /** A part of one of its fields, an object, that needs more; it is left out for everybody else. */
  readonly guarded?: { readonly field: string; readonly name: string; readonly needs: Needs }
  readonly summary: string
  /** Group in the description of the interface. */
  readonly tag: 'alarms' | 'mobility' | 'operation'
  /** What one item is called there. */
  readonly item: string
  /** Items on a page where the query does not say. */
  readonly pageSize: number
  readonly csv: readonly CsvColumn[]
}

/** A column of a list's file. A field `ts` or `…_ts` is written as a time. */
export interface CsvColumn {
  /** Field of the item; `a.b` for a field of an object. */
  readonly field: string
  readonly label: Labels
}

/**
 * A fact other than a reading, declared once: table, journal entry, archive, REST, CSV and deletion
 * follow from this. Facts are only ever added; what is wrong is put right by a later fact.
 */
export interface Fact<
  Name extends string = string,
  Schema extends TObject = TObject,
  Key extends FactKey = FactKey,
> {
  /** Of its table and its journal entries: it never changes. */
  readonly name: Name
  /** The record as it is committed. Of `device`, `origin` and `reasons` each has one meaning. */
  readonly schema: Schema
  readonly key: Key
  /** The field that says when it was, epoch ms. */
  readonly time: keyof Static<Schema> & string
  readonly keeping: Keeping
  /** What is left of one of its fields, an object, before all of it is deleted. */
  readonly reduction?: { readonly field: string; readonly rule: ReductionRule }
  /** Texts that the store cuts at so many characters: the last guard of the disk. */
  readonly cutAt?: Readonly<Record<string, number>>
  readonly list?: FactList
  /** How it is kept for years; absent where it is not. */
  readonly archive?: ArchiveRecord
}

/** Checks a declaration where it stands, and keeps its types. */
export const declareFact = <
  const Name extends string,
  Schema extends TObject,
  const Key extends FactKey,
>(
  fact: Fact<Name, Schema, Key>,
): Fact<Name, Schema, Key> => fact

import type { Static } from 'typebox'
import type { facts } from './index.ts'

type Declared = (typeof facts)[number]

export type FactName = Declared['name']

type FactOf<Name extends FactName> = Extract<Declared, { name: Name }>

/** The record of a fact as it is committed. */
export type FactRecord<Name extends FactName> = Static<FactOf<Name>['schema']>

type NumberOf<Key> = Key extends { type: 'number'; as: infer As extends string }
  ? Record<As, number>
  : unknown

/** The record as the store gives it back, with the number it got there. */
export type StoredRecord<Name extends FactName> = FactRecord<Name> & NumberOf<FactOf<Name>['key']>

/** A fact to be committed. */
export type FactItem = {
  [Name in FactName]: { type: Name; record: FactRecord<Name> }
}[FactName]

/** A fact as the store gives it back. */
export type StoredFact = {
  [Name in FactName]: { type: Name; record: StoredRecord<Name> }
}[FactName]

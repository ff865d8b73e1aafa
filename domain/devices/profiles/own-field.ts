import type { TSchema } from 'typebox'
import type { Kind } from '../../kinds/kind.ts'
import { findUnit, type Unit } from './units.ts'

/** A field of ours as a profile sees it. */
export interface OwnField {
  name: string
  /** Undefined for what is no measure: a word, an identifier, a bare number. */
  unit: Unit | undefined
  holds: 'number' | 'text'
  /** Whether null may be stored: "measured, no value". */
  takesNull: boolean
}

interface FieldSchema {
  type?: string
  unit?: string
  anyOf?: readonly { type?: string }[]
}

/** The kind's own field of this name, if it has one. */
export function findOwnField(kind: Kind, name: string): OwnField | undefined {
  if (!Object.hasOwn(kind.payload.properties, name)) return undefined
  const schema = kind.payload.properties[name] as TSchema & FieldSchema
  const types = [schema, ...(schema.anyOf ?? [])].map(({ type }) => type)
  const isNumber = types.some((type) => type === 'number' || type === 'integer')
  return {
    name,
    unit: schema.unit ? findUnit(schema.unit) : undefined,
    holds: isNumber ? 'number' : 'text',
    takesNull: types.includes('null'),
  }
}

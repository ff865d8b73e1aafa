import Type from 'typebox'
import type { Labels } from '../words/labels.ts'

interface QuantityOptions {
  /** Unit as printed (UCUM-like), empty for a bare number. Must agree with the field name. */
  unit: string
  /** Where the unit is a word and no symbol: how each language prints it. */
  unit_label?: Labels
  label: Labels
  /** Hard limits: what the sensor can physically say. Outside is stored and flagged fail. */
  minimum: number
  maximum: number
  /** Digits after the point when shown. */
  decimals: number
}

interface CountOptions {
  unit: string
  /** Where the unit is a word and no symbol: how each language prints it. */
  unit_label?: Labels
  label: Labels
  minimum: number
  maximum: number
}

// The limits are annotations of our own, not JSON Schema's `minimum`/`maximum`: a value outside
// them is kept with a flag (raw data is never thrown away), while a wrong type is refused.
const annotate = ({ minimum, maximum, ...rest }: QuantityOptions | CountOptions) => ({
  ...rest,
  'x-min': minimum,
  'x-max': maximum,
})

/** A measured number with its unit. */
export const quantity = (options: QuantityOptions) => Type.Number(annotate(options))

/** A measured number for which `null` means "measured, no value". */
export const nullableQuantity = (options: QuantityOptions) =>
  Type.Union([Type.Number(), Type.Null()], annotate(options))

/** A whole, never negative number of things. */
export const count = (options: CountOptions) =>
  Type.Integer({ ...annotate(options), decimals: 0, minimum: 0 })

/** One word out of a fixed list; every word has a label. */
export function word<const W extends Record<string, Labels>>(options: { label: Labels; words: W }) {
  const names = Object.keys(options.words) as (keyof W & string)[]
  return Type.Enum(names, { label: options.label, words: options.words })
}

/** A short identifier given by another system (a trip, a stop). */
export const identifier = (options: { label: Labels }) =>
  Type.String({ ...options, minLength: 1, maxLength: 64, pattern: '^[\\x21-\\x7e]+$' })

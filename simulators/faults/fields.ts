import type { Kind } from '#domain/kinds/kind.ts'

/** What the simulation needs of a numeric field's schema: its annotations. */
export interface NumericField {
  unit: string
  decimals: number
  minimum: number
  maximum: number
  /** A whole, never negative number of things. */
  isCount: boolean
}

interface Annotated {
  type?: string
  anyOf?: readonly { type?: string }[]
  unit?: string
  decimals?: number
  'x-min'?: number
  'x-max'?: number
}

function isNumeric({ type, anyOf = [{ type: type ?? '' }] }: Annotated, types: readonly string[]) {
  return anyOf.some((option) => types.includes(option.type ?? ''))
}

/** A kind's numeric field; undefined where it has none of that name. */
export function findNumericField(kind: Kind, name: string): NumericField | undefined {
  const schema: Annotated | undefined = kind.payload.properties[name]
  if (!schema || !isNumeric(schema, ['number', 'integer'])) return undefined
  const { unit = '', decimals = 0, 'x-min': minimum = -Infinity } = schema
  const { 'x-max': maximum = Infinity } = schema
  return { unit, decimals, minimum, maximum, isCount: isNumeric(schema, ['integer']) }
}

export function listNumericFields(kind: Kind): string[] {
  return Object.keys(kind.payload.properties).filter((name) => findNumericField(kind, name))
}

/** A value as the sensor would write it: as many digits as usual, counts never below zero. */
export function writeValue(value: number, { decimals, isCount }: NumericField): number {
  // Not -0, which JSON would keep and no store gives back.
  const rounded = Number(value.toFixed(decimals)) + 0
  return isCount ? Math.max(0, rounded) : rounded
}

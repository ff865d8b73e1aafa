import type { Kind } from './kind.ts'

/** A number that a kind reports, with what its sensor can say at all. */
export interface NumericField {
  field: string
  min: number
  max: number
}

interface AnnotatedField {
  type?: string
  anyOf?: readonly { type?: string }[]
  'x-min'?: number
  'x-max'?: number
}

/** The numeric fields of a kind; a limit that it does not set is out of reach. */
export function listNumericFields({ payload }: Pick<Kind, 'payload'>): NumericField[] {
  return Object.entries(payload.properties as Record<string, AnnotatedField>)
    .filter(([, schema]) => isNumeric(schema))
    .map(([field, { 'x-min': min = -Infinity, 'x-max': max = Infinity }]) => ({ field, min, max }))
}

function isNumeric({ type, anyOf }: AnnotatedField): boolean {
  const types = anyOf ? anyOf.map((option) => option.type) : [type]
  return types.includes('number') || types.includes('integer')
}

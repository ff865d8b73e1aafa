import type { TLocalizedValidationError } from 'typebox/error'

/** The first thing that a schema finds wrong, in words: the field, then what was expected of it. */
export function describeMismatch(
  errors: readonly TLocalizedValidationError[],
  whole: string,
): string {
  const [first] = errors
  const field = first?.instancePath.slice(1).replaceAll('/', '.') || whole
  if (first?.keyword === 'enum') return `${field}: one of ${first.params.allowedValues.join(', ')}`
  // Every object is closed: this is a name that the schema does not have.
  if (first?.keyword === 'boolean') return `${field}: unknown here`
  return `${field}: ${first?.message ?? `not a ${whole}`}`
}

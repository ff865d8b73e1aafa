import type { Values } from './values.ts'

/** What one message did to the fields of its reading, by name. */
export interface FieldChanges {
  /** Not there before. */
  readonly added: readonly string[]
  /** There before with another value; fields that mean something only together change as one. */
  readonly revised: readonly string[]
  /** The value that the field has, or had once. */
  readonly repeated: readonly string[]
}

const none: readonly string[] = []

/** A message that made its reading: all of its fields are new. */
export const allAdded = (values: Values): FieldChanges => ({
  added: Object.keys(values),
  revised: none,
  repeated: none,
})

/** Sets of fields that devices of one kind send, with every optional field on or off by config. */
const keptMax = 32

/**
 * The same as `allAdded`, from those made before: devices send the same fields again and again, and
 * this is asked for every reading.
 */
export function createMadeFields(): (values: Values) => FieldChanges {
  const known: FieldChanges[] = []
  return (values) => {
    for (const fields of known) if (hasFields(values, fields.added)) return fields
    const made = allAdded(values)
    if (known.length < keptMax) known.push(made)
    return made
  }
}

function hasFields(values: Values, names: readonly string[]): boolean {
  let at = 0
  for (const name in values) if (names[at++] !== name) return false
  return at === names.length
}

import { createBucketPlan, type BucketPlan } from '#domain/buckets/bucket-fields.ts'
import { archivedFacts } from '#domain/facts/archived-facts.ts'
import type { Kind } from '#domain/kinds/kind.ts'

/** Type of a field in the archive; it never changes, or the server refuses every later line. */
export type ArchiveFieldType = 'float' | 'string'

export interface ArchiveField {
  name: string
  type: ArchiveFieldType
}

/** How the readings of a kind are archived: measurement = kind, one field per payload field. */
export interface FieldPlan {
  kind: string
  fields: readonly ArchiveField[]
  numeric: readonly string[]
  /** How the numbers add up to hours and days. */
  buckets: BucketPlan
}

/** Tags of every point. The set is frozen: InfluxDB 3 fixes it with a table's first line. */
export const tagNames = ['city', 'device', 'origin'] as const

/** Fields of our own beside the payload's. */
export const ownFields = [
  'received_ts',
  'place_ts',
  'seq',
  'boot',
  'flag',
  'reasons',
  'sent',
] as const

/** Measurements that are no kind. */
const otherMeasurements: ReadonlySet<string> = new Set([
  ...archivedFacts.map(({ archive }) => archive.name),
  'writer',
])

const taken: ReadonlySet<string> = new Set([...tagNames, ...ownFields, 'time'])

interface SchemaPart {
  type?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly SchemaPart[]
}

/** Derives the plan from the kind's schema. Throws for a kind that the archive cannot hold. */
export function createFieldPlan(kind: Kind): FieldPlan {
  if (otherMeasurements.has(kind.id)) {
    throw new Error(`kind "${kind.id}" has the name of another measurement of the archive`)
  }
  const properties: Readonly<Record<string, unknown>> = kind.payload.properties
  const fields = Object.entries(properties).map(([name, schema]) => {
    if (taken.has(name)) throw new Error(`${kind.id}.${name}: the archive uses this name itself`)
    return { name, type: fieldType(schema as SchemaPart, `${kind.id}.${name}`) }
  })
  const numeric = fields.filter(({ type }) => type === 'float').map(({ name }) => name)
  return { kind: kind.id, fields, numeric, buckets: createBucketPlan(numeric, kind.measures) }
}

// Every number is a float, counters too: `level_m=3` must not become an integer field on the day
// the water stands at exactly three metres, and a counter that says 1e300 is kept, as it was sent.
function fieldType(schema: SchemaPart, where: string): ArchiveFieldType {
  const types = new Set(valueTypes(schema))
  types.delete('null')
  if (types.size === 1 && types.has('string')) return 'string'
  const isNumber = [...types].every((type) => type === 'number' || type === 'integer')
  if (types.size > 0 && isNumber) return 'float'
  throw new Error(`field ${where} is neither a number nor a text`)
}

function valueTypes(schema: SchemaPart): string[] {
  if (schema.anyOf) return schema.anyOf.flatMap(valueTypes)
  if (schema.enum) return schema.enum.map((value) => (value === null ? 'null' : typeof value))
  return typeof schema.type === 'string' ? [schema.type] : []
}

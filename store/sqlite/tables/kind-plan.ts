import type { Kind } from '#domain/kinds/kind.ts'
import type { FieldMeasure } from '#domain/wire/measure.ts'
import { createFieldGroups, type FieldGroup } from '#domain/readings/field-groups.ts'

/** One payload field as a column. */
export interface FieldColumn {
  name: string
  type: 'REAL' | 'TEXT'
}

/** How the readings of a kind are to be stored, as plain data that can go to a thread. */
export interface KindPlan {
  id: string
  /** Width of a time bucket, the first part of the key, ms. */
  bucketMs: number
  fields: FieldColumn[]
  /** What its numbers measure, by field. */
  measures: Readonly<Record<string, FieldMeasure>>
  /** Fields that mean something only together. */
  groups: readonly FieldGroup[]
}

/** Bits of the mask of explicit nulls that a double holds exactly, less a reserve. */
export const fieldsMax = 48

// A column is one page away from its neighbours in time only while a bucket holds few rows of one
// device: about 15 keep a batch's inserts on few pages and a week's chart on few buckets.
const rowsPerBucket = 15
const shortestBucketMs = 60_000
const longestBucketMs = 3_600_000

/** Derives the table of a kind from its payload schema and reporting contract. */
export function createKindPlan(kind: Kind): KindPlan {
  const properties: Readonly<Record<string, unknown>> = kind.payload.properties
  const fields = Object.entries(properties).map(([name, schema]) => ({
    name: checkName(name, fieldName),
    type: columnType(schema, `${kind.id}.${name}`),
  }))
  if (fields.length > fieldsMax) throw new Error(`kind ${kind.id} has over ${fieldsMax} fields`)
  const shortestMs = Math.min(...Object.values(kind.reporting.everyMs))
  const widthMs = Math.max(shortestBucketMs, Math.min(longestBucketMs, shortestMs * rowsPerBucket))
  const { measures = {} } = kind
  const id = checkName(kind.id, kindName)
  return { id, bucketMs: widthMs, fields, measures, groups: createFieldGroups(kind) }
}

// Names become SQL identifiers; columns of our own start with `_`, so the two never clash.
const fieldName = /^[a-z][a-z0-9_]{0,62}$/
const kindName = /^[a-z][a-z0-9_-]{0,31}$/

function checkName(name: string, pattern: RegExp): string {
  if (pattern.test(name)) return name
  throw new Error(`"${name}" cannot be a name in the store: it has to match ${pattern.source}`)
}

interface SchemaPart {
  type?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly SchemaPart[]
}

// Whole numbers are REAL too: SQLite packs them as integers anyway, and a device that sends 2^60
// in a counter would otherwise give an integer that JavaScript cannot read back.
function columnType(schema: unknown, where: string): 'REAL' | 'TEXT' {
  const types = new Set(valueTypes(schema as SchemaPart))
  types.delete('null')
  if (types.size === 1 && types.has('string')) return 'TEXT'
  if (types.size > 0 && [...types].every((type) => type === 'number' || type === 'integer')) {
    return 'REAL'
  }
  throw new Error(`field ${where} is neither a number nor a text`)
}

function valueTypes(schema: SchemaPart): string[] {
  if (schema.anyOf) return schema.anyOf.flatMap(valueTypes)
  if (schema.enum) return schema.enum.map((value) => (value === null ? 'null' : typeof value))
  return typeof schema.type === 'string' ? [schema.type] : []
}

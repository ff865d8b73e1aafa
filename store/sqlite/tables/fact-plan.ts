import type { Fact, FactKey, FactList, Keeping } from '#domain/facts/fact.ts'

/** How a field of a record becomes a cell. */
export type CellType =
  'device' | 'kind' | 'origin' | 'reasons' | 'boolean' | 'integer' | 'real' | 'text' | 'json'

/** One field of a record as a column. */
export interface FactColumn {
  /** Name in the table. */
  column: string
  field: string
  /** Where the field is an object whose own fields are columns: the name in it. */
  part: string | null
  type: CellType
  /** What an empty cell stands for; `never`: there is none. */
  empty: 'never' | 'null' | 'absent'
  /** Most characters of a text; null for all. */
  cutAt: number | null
}

/** How a fact is to be stored, as plain data that can go to a thread. */
export interface FactPlan {
  name: string
  key: FactKey
  columns: FactColumn[]
  /** The column that says when it was. */
  time: string
  keeping: Keeping
  reduction: Fact['reduction'] | null
  list: FactList | null
}

/** Derives the table of a fact from its schema. Throws for what no column can hold. */
export function createFactPlan(fact: Fact): FactPlan {
  const { name, key, time, keeping, reduction = null, list = null } = fact
  const columns = Object.entries(fact.schema.properties).flatMap(([field, schema]) =>
    planField(fact, field, schema as SchemaPart),
  )
  for (const { column } of columns) checkName(column)
  if (!columns.some(({ column }) => column === 'device_no')) {
    throw new Error(`fact "${name}" names no device`)
  }
  return { name: checkName(name), key, columns, time, keeping, reduction, list }
}

// Names become SQL identifiers.
function checkName(name: string): string {
  if (/^[a-z][a-z0-9_]{0,62}$/.test(name)) return name
  throw new Error(`"${name}" cannot be a name in the store`)
}

interface SchemaPart {
  type?: unknown
  enum?: readonly unknown[]
  anyOf?: readonly SchemaPart[]
  properties?: Readonly<Record<string, SchemaPart>>
}

/** Fields that mean the same in every record. */
const shared: Readonly<Record<string, { column: string; type: CellType }>> = {
  device: { column: 'device_no', type: 'device' },
  origin: { column: 'origin', type: 'origin' },
  reasons: { column: 'reasons', type: 'reasons' },
}

function planField(fact: Fact, field: string, schema: SchemaPart): FactColumn[] {
  const where = `${fact.name}.${field}`
  const { properties } = schema
  if (properties) {
    return Object.entries(properties).map(([part, inner]) => {
      const type = cellType(valueTypes(inner), `${where}.${part}`)
      return { column: part, field, part, type, empty: 'absent', cutAt: null }
    })
  }
  const isOptional = !fact.schema.required?.includes(field)
  const types = valueTypes(schema)
  const isNullable = types.delete('null') || field === 'reasons'
  const empty = isOptional ? 'absent' : isNullable ? 'null' : 'never'
  const own = ownColumn(fact, field) ?? { column: field, type: cellType(types, where) }
  return [{ ...own, field, part: null, empty, cutAt: fact.cutAt?.[field] ?? null }]
}

function ownColumn({ key }: Fact, field: string): (typeof shared)[string] | undefined {
  return key.type === 'reading' && field === 'kind' ? kindOfReading : shared[field]
}

const kindOfReading = { column: 'kind_no', type: 'kind' } as const

function cellType(types: ReadonlySet<string>, where: string): CellType {
  const [only] = types
  if (types.size === 1 && only !== undefined) {
    if (only === 'string') return 'text'
    if (only === 'number') return 'real'
    if (only === 'integer' || only === 'boolean') return only
    if (only === 'object' || only === 'array') return 'json'
  }
  throw new Error(`field ${where} of a fact has no one type`)
}

function valueTypes({ anyOf, enum: words, type }: SchemaPart): Set<string> {
  if (anyOf) return new Set(anyOf.flatMap((part) => [...valueTypes(part)]))
  if (words) return new Set(words.map((value) => (value === null ? 'null' : wordType(value))))
  return new Set(typeof type === 'string' ? [type] : [])
}

const wordType = (value: unknown): string => (Number.isInteger(value) ? 'integer' : typeof value)

import { isDeepStrictEqual } from 'node:util'
import type { Actor } from '#domain/access/act.ts'
import type { DeviceChange } from '#domain/wire/inventory.ts'
import type { Inventory } from '../inventory.ts'
import type { ComparedField, DifferentDevice } from './compare.ts'

/** One value that a folder has and the registry has not. */
export interface Difference {
  device: string
  name: string
  /** Like `thresholds.danger`. */
  field: string
  /** As registered, and as the folder says; null: none. */
  before: unknown
  after: unknown
  /** Who set what is registered, where somebody did: taking the folder over undoes their work. */
  set: { by: Actor; ts: number; why: string | null } | null
}

/** So far back somebody's change is looked for. */
const changesMax = 500

/** Every value of a device that differs, with who set the registered one. */
export function listDifferences(
  inventory: Pick<Inventory, 'listChanges'>,
  { wanted, present, fields }: DifferentDevice,
): Difference[] {
  if (!present) return []
  const changes = inventory.listChanges(wanted.id, { limit: changesMax })
  return fields.flatMap((field) => {
    const set = findSetter(changes, field)
    return listLeaves(field, present[field], wanted[field]).map((leaf) => ({
      device: wanted.id,
      name: present.name.ja,
      ...leaf,
      set,
    }))
  })
}

const actsOf: Partial<Record<ComparedField, DeviceChange['act']>> = {
  thresholds: 'thresholds_set',
  gauge: 'reference_set',
}

function findSetter(changes: readonly DeviceChange[], field: ComparedField): Difference['set'] {
  const own = actsOf[field]
  const found = changes.find(({ act, after }) =>
    own ? act === own : act === 'device_changed' && after !== null && field in after,
  )
  return found ? { by: found.by, ts: found.ts, why: found.why ?? null } : null
}

type Leaf = Pick<Difference, 'field' | 'before' | 'after'>

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The parts of a field that differ; the field itself where one of both has none. */
function listLeaves(field: string, before: unknown, after: unknown): Leaf[] {
  if (!isFields(before) || !isFields(after)) return [{ field, before: before ?? null, after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((key) => !isDeepStrictEqual(before[key], after[key]))
    .map((key) => ({
      field: `${field}.${key}`,
      before: before[key] ?? null,
      after: after[key] ?? null,
    }))
}

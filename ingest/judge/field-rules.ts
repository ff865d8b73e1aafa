import type { Kind } from '#domain/kinds/kind.ts'
import { listNumericFields, type NumericField } from '#domain/kinds/numeric-fields.ts'
import type { FieldCheck } from '#domain/wire/kind.ts'

type Flat = NonNullable<FieldCheck['flat']>

/** The limits of one numeric field; a limit that a kind does not set is out of reach. */
export interface FieldRule {
  field: string
  /** What the sensor can say at all. */
  hard: { min: number; max: number }
  /** What is usual. */
  soft: { min: number; max: number }
  stepPer10Min: number
  flat: Flat
  /** True where a value is compared with the ones before it. */
  remembers: boolean
}

const unlimited = { min: -Infinity, max: Infinity }
const neverFlat: Flat = { epsilon: 0, suspectAfterMs: Infinity, failAfterMs: Infinity }

/** The rules of a kind, derived once. A text has no limits and so no rule. */
export function createFieldRules(kind: Kind): FieldRule[] {
  return listNumericFields(kind).map((field) => createRule(field, checkOf(kind, field.field)))
}

/** Water may stand still: no level is doubted for it alone (`views/still/` says what else it takes). */
function checkOf({ checks, levelField }: Kind, field: string): FieldCheck | undefined {
  const { flat, ...others } = checks?.[field] ?? {}
  return flat && field !== levelField ? { ...others, flat } : others
}

function createRule({ field, ...hard }: NumericField, check: FieldCheck = {}): FieldRule {
  const { softRange: soft = unlimited, stepPer10Min = Infinity, flat = neverFlat } = check
  const remembers = stepPer10Min !== Infinity || flat !== neverFlat
  return { field, hard, soft, stepPer10Min, flat, remembers }
}

import type { Kind } from '../kinds/kind.ts'
import { listTogether } from '../kinds/measures.ts'
import type { Values } from './values.ts'

/** Fields that mean something only together; plain data, so that it can go to a thread. */
export interface FieldGroup {
  readonly fields: readonly string[]
  /** Those that say something; a window alone says nothing of an amount. */
  readonly leads: readonly string[]
  /** What an absent field stands for beside a lead: the window of an amount. */
  readonly defaults: Values
}

/** The groups of a kind; a field in none of them stands for itself. */
export function createFieldGroups(kind: Pick<Kind, 'together' | 'measures'>): FieldGroup[] {
  const amounts = Object.values(kind.measures ?? {}).filter(({ type }) => type === 'amount')
  const windows = new Map<string, number | undefined>()
  for (const amount of amounts) {
    if (amount.type === 'amount') windows.set(amount.window_field, amount.default_window_s)
  }
  return listTogether(kind).map((fields) => ({
    fields,
    leads: fields.filter((name) => !windows.has(name)),
    defaults: Object.fromEntries(
      fields.flatMap((name) => {
        const seconds = windows.get(name)
        return seconds === undefined ? [] : [[name, seconds]]
      }),
    ),
  }))
}

/** The group of a field, or one of its own. */
export const groupOf = (groups: readonly FieldGroup[], field: string): FieldGroup =>
  groups.find(({ fields }) => fields.includes(field)) ?? {
    fields: [field],
    leads: [field],
    defaults: {},
  }

/** The values of a group's fields that are there. */
export function pickFields(values: Values, fields: readonly string[]): Values {
  const picked: Record<string, Values[string]> = {}
  for (const name of fields) {
    const value = values[name]
    if (value !== undefined) picked[name] = value
  }
  return picked
}

/** With what its absent fields stand for. */
export function withDefaults(values: Values, { leads, defaults }: FieldGroup): Values {
  return leads.some((name) => values[name] !== undefined) ? { ...defaults, ...values } : values
}

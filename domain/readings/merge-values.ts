import type { FieldChanges } from './field-changes.ts'
import { groupOf, pickFields, withDefaults, type FieldGroup } from './field-groups.ts'
import type { Values } from './values.ts'

/** The values of a moment after one more message, and what the message did to them. */
export interface MergedValues {
  values: Values
  fields: FieldChanges
}

/** What is known of a moment: the values now, and what each message said until now. */
export interface KnownValues {
  values: Values
  said: readonly Values[]
}

type Changes = Record<keyof FieldChanges, string[]>

/**
 * Fields of one moment add up. A field not yet there is added; a value that the field has or had is
 * repeated, so that a resend never undoes a correction; another value revises that field. Fields of
 * a group do so as one. Absence says nothing.
 */
export function mergeValues(
  known: KnownValues,
  message: Values,
  groups: readonly FieldGroup[],
): MergedValues {
  const fields: Changes = { added: [], revised: [], repeated: [] }
  let { values } = known
  const done = new Set<string>()
  for (const name in message) {
    if (done.has(name)) continue
    const group = groupOf(groups, name)
    for (const each of group.fields) done.add(each)
    const told = pickFields(message, group.fields)
    values = mergeGroup({ said: known.said, values, fields }, told, group)
  }
  return { values, fields }
}

interface Merging extends KnownValues {
  fields: Changes
}

/** The values with what a message says of one group. */
function mergeGroup({ said, values, fields }: Merging, told: Values, group: FieldGroup): Values {
  const names = Object.keys(told)
  const known = pickFields(values, group.fields)
  if (agrees(told, known, group)) {
    for (const name of names) fields[name in known ? 'repeated' : 'added'].push(name)
    return { ...values, ...told }
  }
  if (said.some((earlier) => contains(earlier, told, group))) {
    fields.repeated.push(...names)
    return values
  }
  // A window alone corrects the window of what stands.
  const isWhole = group.leads.some((name) => name in told)
  const next = isWhole ? told : { ...known, ...told }
  fields.revised.push(...group.fields.filter((name) => name in known || name in told))
  return { ...without(values, group.fields), ...next }
}

/** True where both may be said of one moment: no field has two values. */
function agrees(told: Values, known: Values, group: FieldGroup): boolean {
  const whole = withDefaults(known, group)
  return Object.entries(withDefaults(told, group)).every(
    ([name, value]) => whole[name] === undefined || whole[name] === value,
  )
}

/** True where an earlier message said all of it. */
function contains(earlier: Values, told: Values, group: FieldGroup): boolean {
  const whole = withDefaults(pickFields(earlier, group.fields), group)
  return Object.entries(withDefaults(told, group)).every(([name, value]) => whole[name] === value)
}

const without = (values: Values, names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name)))

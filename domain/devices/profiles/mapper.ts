import type { Values } from '../../readings/values.ts'
import type { Kind } from '../../kinds/kind.ts'
import { findKind } from '../../kinds/index.ts'
import { describeValue } from '../../payload/payload-check.ts'
import { isRefusal, type Refusal } from '../../words/refusal.ts'
import { compileRule, type FieldOutcome, type FieldReader } from './compile-rule.ts'
import { findOwnField } from './own-field.ts'
import { parsePath, readPath, type Path } from './path.ts'
import type { Condition, FieldRule, Profile, ProfileSettings, Scalar } from './profile.ts'

/** What an uplink says in our words; the envelope (`ts`, `seq`, radio) is the bridge's to add. */
export interface Mapped {
  values: Values
}

/** One field of ours with what became of it, for people who look at a new device. */
export interface FieldTrace {
  name: string
  path: string | undefined
  outcome: FieldOutcome
}

/** A profile with one device's settings, ready for many uplinks. */
export interface UplinkMapper {
  profile: Profile
  map(decoded: unknown): Mapped | Refusal
  /** Every field by itself, also where `map` refuses the whole. */
  trace(decoded: unknown): readonly FieldTrace[]
}

interface Requirement {
  path: Path
  oneOf: readonly Scalar[] | undefined
}

const invalid = (detail: string): Refusal => ({ code: 'profile_invalid', detail })

function compileConditions(conditions: readonly Condition[]): readonly Requirement[] | Refusal {
  const compiled: Requirement[] = []
  for (const { path: text, one_of: oneOf } of conditions) {
    const path = parsePath(text)
    if ('error' in path) return invalid(`requires: ${path.error}`)
    compiled.push({ path, oneOf })
  }
  return compiled
}

/** The device's rules over the profile's; a device's null takes a rule away. */
function mergeRules(profile: Profile, settings: ProfileSettings): [string, FieldRule][] {
  const merged = { ...profile.fields, ...settings.fields }
  return Object.entries(merged).flatMap(([name, rule]): [string, FieldRule][] =>
    rule ? [[name, rule]] : [],
  )
}

function compileFields(
  kind: Kind,
  profile: Profile,
  settings: ProfileSettings,
): readonly FieldReader[] | Refusal {
  const noValue = [...(profile.no_value ?? []), ...(settings.no_value ?? [])]
  const readers: FieldReader[] = []
  for (const [name, rule] of mergeRules(profile, settings)) {
    const field = findOwnField(kind, name)
    if (!field) return invalid(`${name}: the kind "${kind.id}" has no such field`)
    const reader = compileRule(rule, { field, settings, noValue })
    if (isRefusal(reader)) return reader
    readers.push(reader)
  }
  return readers
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Decoders answer with `{errors: [...]}` or `{error: "..."}` instead of values. */
function refuseUndecoded(decoded: unknown): Refusal | undefined {
  if (!isObject(decoded)) {
    const got = decoded === undefined ? 'none' : describeValue(decoded)
    const detail = `expected the decoder's object, got ${got}; does the network server have a decoder for this model?`
    return { code: 'uplink_not_decoded', detail }
  }
  const { errors, error } = decoded
  const said: unknown = Array.isArray(errors) ? errors[0] : error
  // `error: 0`, `error: false` and an empty list say that all is well.
  if (!said) return undefined
  return { code: 'uplink_decoder_error', detail: `the decoder says: ${describeValue(said)}` }
}

function refuseOther(decoded: unknown, requirements: readonly Requirement[]): Refusal | undefined {
  for (const { path, oneOf } of requirements) {
    const value = readPath(decoded, path)
    const holds = oneOf ? oneOf.includes(value as Scalar) : value !== undefined
    if (holds) continue
    const got = value === undefined ? 'nothing' : describeValue(value)
    const wanted = oneOf ? oneOf.map(describeValue).join(' or ') : 'a value'
    const detail = `${path.text}: expected ${wanted} in a measurement, got ${got}`
    return { code: 'uplink_not_measurement', detail }
  }
  return undefined
}

/** A reading of nothing but its battery would look like a measurement. */
function refuseEmpty(kind: Kind, values: Values, unsaid: readonly string[]): Refusal | undefined {
  const { requireOneOf } = kind
  if (!requireOneOf || requireOneOf.some((name) => name in values)) return undefined
  const why = unsaid.length > 0 ? `; no value: ${unsaid.join(', ')}` : ''
  return { code: 'no_value', detail: `none of ${requireOneOf.join(', ')} is there${why}` }
}

function collect(kind: Kind, readers: readonly FieldReader[], decoded: unknown): Mapped | Refusal {
  const values: Record<string, number | string | null> = {}
  const unsaid: string[] = []
  for (const { field, read } of readers) {
    const outcome = read(decoded)
    if (outcome.is === 'refused') return outcome.refusal
    if (outcome.is === 'value') values[field.name] = outcome.value
    else if (outcome.is === 'absent' && !outcome.asNull) continue
    // Where null cannot be stored, "no value" is said by leaving the field out.
    else if (field.takesNull) values[field.name] = null
    else unsaid.push(field.name)
  }
  return refuseEmpty(kind, values, unsaid) ?? { values }
}

/**
 * Compiles a profile with a device's settings. Whatever can be wrong before an uplink came is
 * refused here: a unit that cannot be, a field the kind has not, a missing mounting height.
 */
export function compileMapper(
  profile: Profile,
  settings: ProfileSettings = {},
): UplinkMapper | Refusal {
  const kind = findKind(profile.kind)
  if (!kind) return invalid(`kind: there is no kind "${profile.kind}"`)
  const requirements = compileConditions(profile.requires ?? [])
  if ('code' in requirements) return requirements
  const readers = compileFields(kind, profile, settings)
  if ('code' in readers) return readers
  return {
    profile,
    map: (decoded) =>
      refuseUndecoded(decoded) ??
      refuseOther(decoded, requirements) ??
      collect(kind, readers, decoded),
    trace: (decoded) =>
      readers.map(({ field, path, read }) => ({ name: field.name, path, outcome: read(decoded) })),
  }
}

/** Maps one uplink; who maps many keeps the mapper of `compileMapper`. */
export function mapUplink(
  profile: Profile,
  settings: ProfileSettings | undefined,
  decoded: unknown,
): Mapped | Refusal {
  const mapper = compileMapper(profile, settings)
  return isRefusal(mapper) ? mapper : mapper.map(decoded)
}

import type { Values } from '../../readings/values.ts'
import type { Kind } from '../../kinds/kind.ts'
import { findKind } from '../../kinds/index.ts'
import { describeValue } from '../../payload/payload-check.ts'
import type { Unsaid } from '../../payload/message.ts'
import { isRefusal, type Refusal } from '../../words/refusal.ts'
import { compileRule, type FieldOutcome, type FieldReader } from './compile-rule.ts'
import { compileConditions, type Test } from './conditions.ts'
import { findOwnField, type OwnField } from './own-field.ts'
import type { FieldRule, Profile, ProfileSettings } from './profile.ts'

/** What an uplink says in our words; the envelope (`ts`, `seq`, radio) is the bridge's to add. */
export interface Mapped {
  values: Values
  /** Missing where every field has its value. */
  unsaid?: readonly Unsaid[]
}

/** One field of ours with what became of it, for people who look at a new device. */
export interface FieldTrace {
  name: string
  outcome: FieldOutcome
}

/** A profile with one device's settings, ready for many uplinks. */
export interface UplinkMapper {
  profile: Profile
  map(decoded: unknown): Mapped | Refusal
  /** Every field by itself, also where `map` refuses the whole. */
  trace(decoded: unknown): readonly FieldTrace[]
}

const invalid = (detail: string): Refusal => ({ code: 'profile_invalid', detail })

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

function refuseOther(decoded: unknown, requirements: readonly Test[]): Refusal | undefined {
  for (const { find, holds, wanted } of requirements) {
    const found = find(decoded)
    if (holds(found)) continue
    const got = found.value === undefined ? 'nothing' : describeValue(found.value)
    const detail = `${found.path}: expected ${wanted} in a measurement, got ${got}`
    return { code: 'uplink_not_measurement', detail }
  }
  return undefined
}

/** The first flag that says that the sensor gave no value. */
function findFailure(decoded: unknown, failures: readonly Test[]): FieldOutcome | undefined {
  for (const { find, holds } of failures) {
    const { path, value } = find(decoded)
    if (holds({ path, value })) return { is: 'no_value', path, raw: value }
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

// The raw value is for people, who need to see a number or a word.
const saidMax = 100

function describeUnsaid(field: string, { path, raw }: { path: string; raw?: unknown }): Unsaid {
  return { field, path, said: raw === undefined ? null : JSON.stringify(raw).slice(0, saidMax) }
}

type Read = readonly (readonly [field: OwnField, outcome: FieldOutcome])[]

function collect(kind: Kind, read: Read): Mapped | Refusal {
  const values: Record<string, number | string | null> = {}
  const unsaid: Unsaid[] = []
  for (const [{ name, takesNull }, outcome] of read) {
    if (outcome.is === 'refused') return outcome.refusal
    if (outcome.is === 'value') values[name] = outcome.value
    else if (outcome.is === 'no_value' || outcome.asNull) {
      // Where null cannot be stored, the field is left out.
      if (takesNull) values[name] = null
      unsaid.push(describeUnsaid(name, outcome))
    }
  }
  const names = unsaid.map(({ field }) => field)
  const refusal = refuseEmpty(kind, values, names)
  if (refusal) return refusal
  return unsaid.length > 0 ? { values, unsaid } : { values }
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
  const requirements = compileConditions(profile.requires, 'requires')
  if ('code' in requirements) return requirements
  const failures = compileConditions(profile.no_value_if, 'no_value_if')
  if ('code' in failures) return failures
  const readers = compileFields(kind, profile, settings)
  if ('code' in readers) return readers
  const readAll = (decoded: unknown): Read => {
    const failure = findFailure(decoded, failures)
    // What the device says of itself (its battery) holds all the same.
    return readers.map(({ field, read }) => [field, (field.takesNull && failure) || read(decoded)])
  }
  return {
    profile,
    map: (decoded) =>
      refuseUndecoded(decoded) ??
      refuseOther(decoded, requirements) ??
      collect(kind, readAll(decoded)),
    trace: (decoded) => readAll(decoded).map(([{ name }, outcome]) => ({ name, outcome })),
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

import { describeValue } from '../../payload/payload-check.ts'
import type { Refusal } from '../../words/refusal.ts'
import type { OwnField } from './own-field.ts'
import { parsePath, readPath, type Path } from './path.ts'
import type { FieldRule, ProfileSettings, ReadRule } from './profile.ts'
import { readRaw, type Raw } from './read-raw.ts'
import { addMetres, convert, findUnit, pressureToMetres, type Unit } from './units.ts'

/** What became of one of our fields; `raw` is what the decoder gave. */
export type FieldOutcome =
  | { is: 'value'; value: number | string; raw: unknown; unit?: string }
  | { is: 'no_value'; raw: unknown }
  /** Nothing stands there, and the profile says that this may be. */
  | { is: 'absent'; asNull: boolean }
  | { is: 'refused'; raw: unknown; refusal: Refusal }

export interface FieldReader {
  field: OwnField
  /** Undefined for a constant. */
  path: string | undefined
  read(decoded: unknown): FieldOutcome
}

interface Context {
  field: OwnField
  settings: ProfileSettings
  /** Sentinels of profile, rule and device together. */
  noValue: readonly (number | string)[]
}

const invalid = ({ name }: OwnField, words: string): Refusal => ({
  code: 'profile_invalid',
  detail: `${name}: ${words}`,
})

const metre = getUnit('m')

function getUnit(name: string): Unit {
  const unit = findUnit(name)
  if (!unit) throw new Error(`"${name}" is no unit`)
  return unit
}

/** The dimension that the vendor's number must have. */
function wantedDimension({ measures }: ReadRule, own: Unit | undefined): Unit['of'] | undefined {
  return measures === 'pressure' ? 'pressure' : own?.of
}

/** Turns a number of the vendor into ours; throws nothing, the dimensions were compared before. */
function createConversion({ measures }: ReadRule, { field, settings }: Context) {
  const own = field.unit
  const { mounting_height_m: height = 0 } = settings
  return (value: number, unit: Unit | undefined): number => {
    if (!own || !unit) return value
    if (measures === undefined) return convert(value, unit, own)
    const metres =
      measures === 'pressure' ? pressureToMetres(value, unit) : convert(value, unit, metre)
    return convert(addMetres(height, measures === 'distance' ? -metres : metres), metre, own)
  }
}

/** A unit the program does not know, or of another quantity. */
function refuseUnit(rule: ReadRule, field: OwnField): Refusal | undefined {
  if (rule.unit === undefined) return undefined
  const known = findUnit(rule.unit)
  if (!known) return invalid(field, `"${rule.unit}" is no unit this program knows`)
  const wanted = wantedDimension(rule, field.unit)
  if (known.of === wanted) return undefined
  return invalid(field, `"${rule.unit}" is no unit of ${wanted ?? 'a bare number'}`)
}

function refuseMeasures(
  measures: NonNullable<ReadRule['measures']>,
  { field, settings }: Context,
): Refusal | undefined {
  if (field.unit?.of !== 'length') return invalid(field, `is no length to be a ${measures}`)
  if (settings.mounting_height_m !== undefined) return undefined
  const detail = `${field.name}: mounting_height_m is missing; a ${measures} is no level without it`
  return { code: 'profile_setting_missing', detail }
}

/** What is wrong with a rule before any uplink came. */
function refuseRule(rule: ReadRule, context: Context): Refusal | undefined {
  const { field } = context
  const { unit, measures, words } = rule
  if (field.holds === 'text') {
    return unit || measures ? invalid(field, 'is a word and has no unit') : undefined
  }
  if (words) return invalid(field, 'is a number, "words" are for words')
  return refuseUnit(rule, field) ?? (measures && refuseMeasures(measures, context))
}

const isSameText = (left: string, right: string) => left.toLowerCase() === right.toLowerCase()

function isNoValue(raw: Raw, value: unknown, { noValue }: Context): boolean {
  if (raw.is === 'nothing') return true
  return noValue.some((sentinel) => {
    if (typeof sentinel === 'number') return raw.is === 'number' && raw.value === sentinel
    if (raw.is === 'text') return isSameText(raw.text, sentinel)
    return typeof value === 'string' && isSameText(value.trim(), sentinel)
  })
}

/** The unit of a value: its own, else the profile's. */
function unitOf(said: string | undefined, rule: ReadRule, { field }: Context): Unit | string {
  if (said === undefined) {
    const declared = rule.unit === undefined ? undefined : findUnit(rule.unit)
    return declared ?? `the value says no unit and the profile names none`
  }
  const unit = findUnit(said)
  const wanted = wantedDimension(rule, field.unit)
  if (!unit) return `"${said}" is no unit this program knows`
  return unit.of === wanted ? unit : `"${said}" cannot be, ${field.name} is a ${wanted ?? 'number'}`
}

function createNumberReader(rule: ReadRule, path: Path, context: Context) {
  const toOurs = createConversion(rule, context)
  const isBare = !context.field.unit || context.field.unit.of === 'count'
  const refuse = (
    code: 'uplink_value' | 'uplink_unit',
    raw: unknown,
    words: string,
  ): FieldOutcome => ({
    is: 'refused',
    raw,
    refusal: { code, detail: `${context.field.name}: ${path.text}: ${words}` },
  })
  return (value: unknown): FieldOutcome => {
    const raw = readRaw(value)
    if (isNoValue(raw, value, context)) return { is: 'no_value', raw: value }
    if (raw.is === 'wrong') return refuse('uplink_value', value, raw.words)
    if (raw.is !== 'number') {
      return refuse('uplink_value', value, `expected a number, got ${describeValue(value)}`)
    }
    // Nothing is closer than the sensor itself: this is a vendor's word for "no echo".
    if (rule.measures === 'distance' && raw.value < 0) {
      return refuse('uplink_value', value, `a distance of ${raw.value} cannot be`)
    }
    if (isBare && raw.unit === undefined) return { is: 'value', value: raw.value, raw: value }
    const unit = unitOf(raw.unit, rule, context)
    if (typeof unit === 'string') return refuse('uplink_unit', value, unit)
    return { is: 'value', value: toOurs(raw.value, unit), raw: value, unit: unit.name }
  }
}

/** What is no text but reads like one: a flag, a number of a state. */
function sayWord(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function createTextReader(rule: ReadRule, path: Path, context: Context) {
  const { words } = rule
  return (value: unknown): FieldOutcome => {
    const raw: Raw = typeof value === 'string' ? { is: 'text', text: value.trim() } : readRaw(value)
    if (isNoValue(raw, value, context)) return { is: 'no_value', raw: value }
    const said = sayWord(value)
    const ours = said === undefined || !words ? said : Object.hasOwn(words, said) && words[said]
    if (ours) return { is: 'value', value: ours, raw: value }
    const known = words ? `one of ${Object.keys(words).join(', ')}` : 'a text'
    const detail = `${context.field.name}: ${path.text}: expected ${known}, got ${describeValue(value)}`
    return { is: 'refused', raw: value, refusal: { code: 'uplink_value', detail } }
  }
}

function compileRead(rule: ReadRule, context: Context): FieldReader | Refusal {
  const { field } = context
  const path = parsePath(rule.path)
  if ('error' in path) return invalid(field, path.error)
  const refusal = refuseRule(rule, context)
  if (refusal) return refusal
  const readValue =
    field.holds === 'number'
      ? createNumberReader(rule, path, context)
      : createTextReader(rule, path, context)
  const { absent = 'refuse' } = rule
  const missing: FieldOutcome =
    absent === 'refuse'
      ? {
          is: 'refused',
          raw: undefined,
          refusal: {
            code: 'uplink_field_missing',
            detail: `${field.name}: nothing stands at ${path.text}`,
          },
        }
      : { is: 'absent', asNull: absent === 'null' }
  return {
    field,
    path: path.text,
    read(decoded) {
      const value = readPath(decoded, path)
      return value === undefined ? missing : readValue(value)
    },
  }
}

/** Makes a reader of one rule, or says what is wrong with the rule. */
export function compileRule(
  rule: FieldRule,
  { field, settings, noValue }: Context,
): FieldReader | Refusal {
  if ('path' in rule) {
    const own = rule.no_value ?? []
    return compileRead(rule, { field, settings, noValue: [...noValue, ...own] })
  }
  const { constant } = rule
  if ((typeof constant === 'number') !== (field.holds === 'number')) {
    return invalid(field, `expected a ${field.holds}, got ${describeValue(constant)}`)
  }
  const outcome: FieldOutcome = { is: 'value', value: constant, raw: constant }
  return { field, path: undefined, read: () => outcome }
}

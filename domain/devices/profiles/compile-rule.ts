import { describeValue } from '../../payload/payload-check.ts'
import type { Refusal } from '../../words/refusal.ts'
import type { OwnField } from './own-field.ts'
import { isImpossible, isNoValue } from './no-value.ts'
import { parsePaths, readFirst, type Found } from './path.ts'
import type { FieldRule, ProfileSettings, ReadRule, Sentinel } from './profile.ts'
import { readRaw, type Raw } from './read-raw.ts'
import { addMetres, convert, findUnit, pressureToMetres, type Unit } from './units.ts'

/** What became of one of our fields; `raw` is what the decoder gave. */
export type FieldOutcome =
  | { is: 'value'; value: number | string; path?: string; raw: unknown; unit?: string }
  /** What says so, and where it stands: the field itself, or a flag beside it. */
  | { is: 'no_value'; path: string; raw: unknown }
  /** Nothing stands there, and the profile says that this may be. */
  | { is: 'absent'; path: string; asNull: boolean }
  | { is: 'refused'; path: string; raw: unknown; refusal: Refusal }

export interface FieldReader {
  field: OwnField
  read(decoded: unknown): FieldOutcome
}

interface Context {
  field: OwnField
  settings: ProfileSettings
  /** Sentinels of profile, rule and device together. */
  noValue: readonly Sentinel[]
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

/**
 * Turns a number of the vendor into ours; undefined for what no sensor can have measured. Throws
 * nothing, the dimensions were compared before.
 */
function createConversion({ measures }: ReadRule, { field, settings }: Context) {
  const own = field.unit
  const { mounting_height_m: height = 0 } = settings
  return (value: number, unit: Unit | undefined): number | undefined => {
    if (!own || !unit) return value
    if (measures === undefined) return convert(value, unit, own)
    const metres =
      measures === 'pressure' ? pressureToMetres(value, unit) : convert(value, unit, metre)
    if (isImpossible(measures, metres)) return undefined
    return convert(addMetres(height, measures === 'distance' ? -metres : metres), metre, own)
  }
}

/** A unit the program does not know, or of another quantity. */
function refuseUnit(unit: string, rule: ReadRule, field: OwnField): Refusal | undefined {
  const known = findUnit(unit)
  if (!known) return invalid(field, `"${unit}" is no unit this program knows`)
  const wanted = wantedDimension(rule, field.unit)
  if (known.of === wanted) return undefined
  return invalid(field, `"${unit}" is no unit of ${wanted ?? 'a bare number'}`)
}

/** Every unit that a rule names. */
function listUnits({ unit, path }: ReadRule): string[] {
  const ofPaths = typeof path === 'string' ? [] : path
  const own = ofPaths.flatMap((place) => (typeof place === 'string' ? [] : [place.unit]))
  return unit === undefined ? own : [unit, ...own]
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
  const { measures, words } = rule
  const units = listUnits(rule)
  if (field.holds === 'text') {
    const isMeasure = units.length > 0 || measures !== undefined
    return isMeasure ? invalid(field, 'is a word and has no unit') : undefined
  }
  if (words) return invalid(field, 'is a number, "words" are for words')
  for (const unit of units) {
    const refusal = refuseUnit(unit, rule, field)
    if (refusal) return refusal
  }
  return measures && refuseMeasures(measures, context)
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

type ReadFound = (found: Found) => FieldOutcome

function createNumberReader(rule: ReadRule, context: Context): ReadFound {
  const { field, noValue } = context
  const toOurs = createConversion(rule, context)
  const isBare = !field.unit || field.unit.of === 'count'
  return ({ path, value: raw, unit: ofPath }) => {
    const refuse = (code: 'uplink_value' | 'uplink_unit', words: string): FieldOutcome => {
      return {
        is: 'refused',
        path,
        raw,
        refusal: { code, detail: `${field.name}: ${path}: ${words}` },
      }
    }
    const read = readRaw(raw)
    if (isNoValue(read, raw, noValue)) return { is: 'no_value', path, raw }
    if (read.is === 'wrong') return refuse('uplink_value', read.words)
    if (read.is !== 'number') {
      return refuse('uplink_value', `expected a number, got ${describeValue(raw)}`)
    }
    if (isBare && read.unit === undefined) return { is: 'value', value: read.value, path, raw }
    const unit = unitOf(read.unit ?? ofPath, rule, context)
    if (typeof unit === 'string') return refuse('uplink_unit', unit)
    const value = toOurs(read.value, unit)
    if (value === undefined) return { is: 'no_value', path, raw }
    return { is: 'value', value, path, raw, unit: unit.name }
  }
}

/** What is no text but reads like one: a flag, a number of a state. */
function sayWord(value: unknown): string | undefined {
  if (typeof value === 'string') return value.trim()
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined
}

function createTextReader({ words }: ReadRule, { field, noValue }: Context): ReadFound {
  return ({ path, value: raw }) => {
    const read: Raw = typeof raw === 'string' ? { is: 'text', text: raw.trim() } : readRaw(raw)
    if (isNoValue(read, raw, noValue)) return { is: 'no_value', path, raw }
    const said = sayWord(raw)
    const ours = said === undefined || !words ? said : Object.hasOwn(words, said) && words[said]
    if (ours) return { is: 'value', value: ours, path, raw }
    const known = words ? `one of ${Object.keys(words).join(', ')}` : 'a text'
    const detail = `${field.name}: ${path}: expected ${known}, got ${describeValue(raw)}`
    return { is: 'refused', path, raw, refusal: { code: 'uplink_value', detail } }
  }
}

/** What becomes of a field where nothing stands. */
function createMissing({ absent = 'refuse' }: ReadRule, { field }: Context) {
  return (path: string): FieldOutcome => {
    if (absent !== 'refuse') return { is: 'absent', path, asNull: absent === 'null' }
    const detail = `${field.name}: nothing stands at ${path}`
    return {
      is: 'refused',
      path,
      raw: undefined,
      refusal: { code: 'uplink_field_missing', detail },
    }
  }
}

function compileRead(rule: ReadRule, context: Context): FieldReader | Refusal {
  const { field } = context
  const paths = parsePaths(rule.path)
  if ('error' in paths) return invalid(field, paths.error)
  const refusal = refuseRule(rule, context)
  if (refusal) return refusal
  const createReader = field.holds === 'number' ? createNumberReader : createTextReader
  const readFound = createReader(rule, context)
  const missing = createMissing(rule, context)
  return {
    field,
    read(decoded) {
      const found = readFirst(decoded, paths)
      return found.value === undefined ? missing(found.path) : readFound(found)
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
  return { field, read: () => outcome }
}

import { IsOptional, type TObject, type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { findNearestName } from '../words/nearest-name.ts'
import type { Refusal } from '../words/refusal.ts'
import { timestampWords } from '../readings/timestamp.ts'

/** A compiled schema of one object: a fast yes or no, and words for a no. */
export interface PayloadCheck {
  accepts(value: unknown): value is Readonly<Record<string, unknown>>
  /** What is wrong with a value that `accepts` refused, every bad field by name. */
  explain(value: unknown): Refusal
}

/** More complaints than this help nobody, and a hostile payload could have thousands. */
const complaintsMax = 8
const quotedMax = 40

/** Compiles the schema once; it must refuse additional properties. */
export function compilePayloadCheck(schema: TObject): PayloadCheck {
  const whole = Compile(schema)
  const fields = new Map(
    Object.entries(schema.properties).map(([name, field]) => [
      name,
      { schema: field, isRequired: !IsOptional(field), check: Compile(field) },
    ]),
  )
  const names = [...fields.keys()]

  const fits = (name: string, value: unknown) => fields.get(name)?.check.Check(value) === true

  const complain = (name: string, value: unknown): Refusal => {
    const field = fields.get(name)
    if (!field) {
      // The unit is part of a name and the part that is forgotten most.
      const near =
        names.find((known) => known.startsWith(`${name}_`)) ?? findNearestName(name, names)
      const hint = near ? `did you mean ${near}?` : `known are ${names.join(', ')}`
      return { code: 'field_unknown', detail: `${quote(name)}: unknown field; ${hint}` }
    }
    const detail = `${name}: expected ${describeSchema(field.schema)}, got ${describeValue(value)}`
    return { code: name === 'ts' ? 'ts_invalid' : 'field_type', detail }
  }

  return {
    accepts: (value): value is Readonly<Record<string, unknown>> => whole.Check(value),
    explain(value) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return { code: 'payload_shape', detail: `expected an object, got ${describeValue(value)}` }
      }
      const missing = names
        .filter((name) => fields.get(name)?.isRequired && !Object.hasOwn(value, name))
        .map((name): Refusal => {
          const code = name === 'ts' ? 'ts_missing' : 'field_missing'
          return { code, detail: `${name}: missing; expected ${describeSchema(schemaOf(name))}` }
        })
      const wrong: Refusal[] = []
      let unsaid = 0
      for (const [name, held] of Object.entries(value)) {
        if (fits(name, held)) continue
        // Words cost far more than counting: ten thousand unknown names would hold up the city.
        if (wrong.length < complaintsMax) wrong.push(complain(name, held))
        else unsaid += 1
      }
      return join([...wrong, ...missing], unsaid)
    },
  }

  function schemaOf(name: string): TSchema | undefined {
    return fields.get(name)?.schema
  }
}

/** The first complaint gives the code, all of them the detail; `unsaid` more are only counted. */
function join(complaints: Refusal[], unsaid: number): Refusal {
  const [first] = complaints
  if (!first) return { code: 'payload_shape', detail: 'does not fit the schema' }
  const more = Math.max(0, complaints.length - complaintsMax) + unsaid
  const details = complaints.slice(0, complaintsMax).map(({ detail }) => detail)
  const detail = [...details, ...(more > 0 ? [`and ${more} more`] : [])].join(' · ')
  return { code: first.code, detail }
}

interface SchemaWords {
  type?: string
  unit?: string
  anyOf?: readonly TSchema[]
  enum?: readonly unknown[]
  minimum?: number
  maximum?: number
  maxLength?: number
}

const typeWords: Readonly<Record<string, string>> = {
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  null: 'null',
}

const isEpochMs = (schema: TSchema) => (schema as SchemaWords).unit === 'ms'

/** A schema in words: `a number or null`, `one of calm, active`. */
function describeSchema(schema: TSchema | undefined): string {
  const { anyOf, enum: words, ...limits } = (schema ?? {}) as SchemaWords
  // A time: "a number or a text" would be true and help nobody.
  if (anyOf?.some(isEpochMs)) return timestampWords
  if (anyOf) return anyOf.map(describeSchema).join(' or ')
  if (words) return `one of ${words.join(', ')}`
  return describeType(limits)
}

function describeType({ type = '', minimum, maximum, maxLength }: SchemaWords): string {
  if (type === 'string') {
    return maxLength === undefined ? 'a text' : `a text of 1 to ${maxLength} plain characters`
  }
  const from = minimum === undefined ? '' : ` from ${minimum}`
  const to = maximum === undefined ? '' : ` to ${maximum}`
  return `${typeWords[type] ?? type}${from}${to}`
}

/** A value in words, never more than a line of it. */
export function describeValue(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  if (typeof value === 'string') return `the text ${quote(value)}`
  // JSON has no Infinity, but 1e999 is valid JSON and becomes one.
  if (value === Infinity || value === -Infinity) return 'a number too large to hold'
  return `${value as number | boolean | null | undefined}`
}

/** Invisible marks are written out: U+202E would turn round the rest of the line for its reader. */
const quote = (text: string) =>
  JSON.stringify(text.length > quotedMax ? `${text.slice(0, quotedMax)}…` : text).replaceAll(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu,
    (mark) => `\\u{${mark.codePointAt(0)?.toString(16)}}`,
  )

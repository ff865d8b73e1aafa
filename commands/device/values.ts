import { spellAddress } from '#domain/devices/spell-address.ts'
import { UsageError } from '../terminal/usage-error.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** Options that describe the new device, and so mean nothing to most commands. */
const description = {
  kind: text,
  name: text,
  'name-en': text,
  lat: text,
  lon: text,
  role: text,
  'normally-flat': flag,
  source: text,
  address: text,
  profile: text,
  'mounting-height': text,
  datum: text,
  'zero-height': text,
  'water-body': text,
} as const

export const flags = {
  ...description,
  id: text,
  why: text,
  data: text,
  live: flag,
  demo: flag,
  json: flag,
} as const

type Flag = keyof typeof flags
export type Values = { [Name in Flag]?: string | boolean | undefined }

export const describing = Object.keys(description) as (keyof typeof description)[]

export function textOf(values: Values, name: Flag): string | undefined {
  const value = values[name]
  return typeof value === 'string' ? value : undefined
}

export function required(values: Values, name: Flag): string {
  const value = textOf(values, name)
  if (!value) throw new UsageError({ ja: `--${name} がありません。`, en: `--${name} is missing` })
  return value
}

export function requiredNumber(values: Values, name: Flag): number {
  const value = required(values, name)
  // Number('') and Number(' ') are 0, which would be a place.
  const number = value.trim() === '' ? NaN : Number(value)
  if (!Number.isFinite(number))
    throw new UsageError({
      ja: `--${name} ${value} は数ではありません。`,
      en: `--${name} ${value} is not a number`,
    })
  return number
}

/** An address at another server, in the one spelling that is looked up. */
export const readAddress = (values: Values): string => spellAddress(required(values, 'address'))

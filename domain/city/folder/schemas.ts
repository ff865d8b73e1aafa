import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { closed } from '../../closed.ts'
import { city, facility, place } from '../../wire/city.ts'

/** Says what is wrong with a value, and where in it, or nothing. */
export type FindSchemaFault = (value: unknown) => { path: string; problem: string } | undefined

function compile(schema: TSchema): FindSchemaFault {
  const compiled = Compile(closed(schema))
  return (value) => {
    if (compiled.Check(value)) return undefined
    const [first] = compiled.Errors(value)
    const path = (first?.instancePath ?? '').slice(1).replaceAll('/', '.')
    const { keyword, params, message = 'wrong' } = (first ?? {}) as Fault
    return { path, problem: words[keyword]?.(params) ?? message }
  }
}

interface Fault {
  keyword: string
  params: Record<string, unknown>
  message?: string
}

const list = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value))

/** Where the compiler's own words leave out what would help. */
const words: Readonly<Record<string, (params: Record<string, unknown>) => string>> = {
  enum: (params) => `one of ${list(params['allowedValues'])}`,
  required: (params) => `${list(params['requiredProperties'])} missing`,
  boolean: () => 'no such field',
  pattern: (params) => `must look like ${list(params['pattern'])}`,
}

export const findCityFault = compile(city)
export const findPlaceFault = compile(place)
export const findFacilityFault = compile(facility)

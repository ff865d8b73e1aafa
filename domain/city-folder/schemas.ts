import Type, { type TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { creditedParts, facilityTypes, hazards } from '../city.ts'

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength })
// A name is printed on a map; a source is a line of small print.
const labels = Type.Object({ ja: text(100), en: text(100) }, { additionalProperties: false })
const degrees = (limit: number) => Type.Number({ minimum: -limit, maximum: limit })
const position = { lat: degrees(90), lon: degrees(180) }
const id = Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$' })

const credit = Type.Object(
  { ja: text(300), en: text(300), layer: Type.Optional(Type.Enum([...creditedParts])) },
  { additionalProperties: false },
)

const city = Type.Object(
  {
    // It is the first segment of every topic.
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]{1,31}$' }),
    code: Type.String({ pattern: '^\\d{5}$' }),
    code_with_check_digit: Type.String({ pattern: '^\\d{6}$' }),
    name: Type.Object(
      { ja: text(100), en: text(100), kana: Type.String({ maxLength: 100 }) },
      { additionalProperties: false },
    ),
    prefecture: labels,
    centre: Type.Object(position, { additionalProperties: false }),
    zoom: Type.Number({ minimum: 5, maximum: 18 }),
    bbox: Type.Tuple([degrees(180), degrees(90), degrees(180), degrees(90)]),
    languages: Type.Array(text(20), { minItems: 1 }),
    time_zone: text(50),
    credits: Type.Array(credit),
  },
  { additionalProperties: false },
)

const place = Type.Object(
  { id, name: labels, ...position, rank: Type.Enum([1, 2, 3]) },
  { additionalProperties: false },
)

const facility = Type.Object(
  {
    id,
    name: labels,
    ...position,
    type: Type.Enum([...facilityTypes]),
    valid_for: Type.Array(Type.Enum([...hazards]), { uniqueItems: true }),
    flood_upper_floor_only: Type.Boolean(),
    capacity: Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]),
    source: text(300),
    verified: Type.Boolean(),
  },
  { additionalProperties: false },
)

/** Says what is wrong with a value, and where in it, or nothing. */
export type FindSchemaFault = (value: unknown) => { path: string; problem: string } | undefined

function compile(schema: TSchema): FindSchemaFault {
  const compiled = Compile(schema)
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

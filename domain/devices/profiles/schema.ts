import Type, { type TSchema } from 'typebox'
import { verticalDatums } from '../../alarms/vertical-datum.ts'

/** Id of a bridge's source: a word in settings, topics and logs. */
export const sourceIdPattern = '^[a-z0-9][a-z0-9-]{0,31}$'

/** Id of a profile: vendor and model, e.g. `dragino-lse01`. */
export const profileIdPattern = '^[a-z0-9][a-z0-9-]{1,63}$'

const plain = '^[^\\x00-\\x1f\\x7f]+$'
const fieldName = '^[a-z][a-z0-9_]{0,63}$'

// A sentinel is a word, a number or a range of them; a device has a handful of them.
const noValueMax = 20
// A field had a handful of names in the life of a model.
const pathsMax = 8
// Levels are read in metres above some zero: nothing on earth stands higher above it.
const heightMaxM = 9_000
// A kind has a dozen fields.
const fieldsMax = 40

const text = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: plain })
const closed = { additionalProperties: false }
const scalar = Type.Union([Type.Number(), text(200), Type.Boolean(), Type.Null()])
const anyOf = <Entry extends TSchema>(entry: Entry) =>
  Type.Union([text(200), Type.Array(entry, { minItems: 1, maxItems: pathsMax })])
const pathWithUnit = Type.Object({ path: text(200), unit: text(20) }, closed)
const outside = { below: Type.Optional(Type.Number()), above: Type.Optional(Type.Number()) }
const sentinel = Type.Union([
  Type.Number(),
  text(200),
  Type.Object(outside, { ...closed, minProperties: 1 }),
])
const noValue = Type.Array(sentinel, { maxItems: noValueMax })

const readRule = Type.Object(
  {
    path: anyOf(Type.Union([text(200), pathWithUnit])),
    unit: Type.Optional(text(20)),
    measures: Type.Optional(Type.Enum(['distance', 'depth', 'pressure'])),
    no_value: Type.Optional(noValue),
    absent: Type.Optional(Type.Enum(['refuse', 'skip', 'null'])),
    words: Type.Optional(Type.Record(text(64), text(64), { maxProperties: 64 })),
  },
  closed,
)
const constantRule = Type.Object({ constant: Type.Union([Type.Number(), text(64)]) }, closed)
const rule = Type.Union([readRule, constantRule])

/** What one device adds to its profile; see `ProfileSettings`. */
export const settingsSchema = Type.Object(
  {
    mounting_height_m: Type.Optional(Type.Number({ minimum: -heightMaxM, maximum: heightMaxM })),
    datum: Type.Optional(Type.Enum([...verticalDatums])),
    fields: Type.Optional(
      Type.Record(Type.String({ pattern: fieldName }), Type.Union([rule, Type.Null()]), {
        maxProperties: fieldsMax,
      }),
    ),
    no_value: Type.Optional(noValue),
  },
  closed,
)

const labels = Type.Object({ ja: text(100), en: text(100) }, closed)
const condition = Type.Object(
  {
    path: anyOf(text(200)),
    one_of: Type.Optional(Type.Array(scalar, { minItems: 1, maxItems: 64 })),
    absent: Type.Optional(Type.Literal(true)),
    ...outside,
  },
  closed,
)
const example = Type.Object(
  {
    name: text(200),
    source: Type.Optional(text(300)),
    decoded: Type.Unknown(),
    settings: Type.Optional(settingsSchema),
    values: Type.Optional(
      Type.Record(
        Type.String({ pattern: fieldName }),
        Type.Union([Type.Number(), Type.String(), Type.Null()]),
      ),
    ),
    refused: Type.Optional(text(64)),
  },
  closed,
)

/** A profile as a file of the city folder writes it; see `Profile`. */
export const profileSchema = Type.Object(
  {
    id: Type.String({ pattern: profileIdPattern }),
    title: labels,
    vendor: text(100),
    model: text(100),
    kind: Type.String({ pattern: fieldName }),
    requires: Type.Optional(Type.Array(condition, { maxItems: 16 })),
    no_value_if: Type.Optional(Type.Array(condition, { maxItems: 16 })),
    no_value: Type.Optional(noValue),
    fields: Type.Record(Type.String({ pattern: fieldName }), rule, {
      minProperties: 1,
      maxProperties: fieldsMax,
    }),
    examples: Type.Array(example, { minItems: 1, maxItems: 100 }),
  },
  closed,
)

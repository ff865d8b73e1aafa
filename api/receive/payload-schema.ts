import Type from 'typebox'
import type { Kind } from '#domain/kinds/kind.ts'

/** Most readings in one payload (design §2). */
const readingsMax = 500

const common = {
  ts: Type.Union([Type.Integer({ unit: 'ms' }), Type.String({ format: 'date-time' })], {
    description: 'Time of the device: epoch ms, or RFC 3339 with offset',
  }),
  seq: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 2 ** 32 - 1, description: 'Counts up; wraps at 2^32' }),
  ),
  boot: Type.Optional(Type.String({ description: 'Changes with every start of the device' })),
}

/** What a device may post, for the description only: the door itself judges every payload. */
export function createPayloadSchema(kinds: readonly Kind[]) {
  const one = Type.Union(kinds.map(createReadingSchema))
  return Type.Union([one, Type.Array(one, { minItems: 1, maxItems: readingsMax })])
}

function createReadingSchema(kind: Kind) {
  return Type.Object(
    { ...common, ...kind.payload.properties },
    {
      title: kind.title.en,
      additionalProperties: false,
      ...(kind.requireOneOf && { anyOf: kind.requireOneOf.map((name) => ({ required: [name] })) }),
    },
  )
}

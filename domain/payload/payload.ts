import Type, { type TObject } from 'typebox'
import type { Kind } from '../kinds/kind.ts'

/** Most readings in one payload: a gauge's buffer of three days at ten minutes, and a reserve. */
export const readingsPerPayloadMax = 500

/** `seq` counts up per device and wraps after this. */
export const seqMax = 2 ** 32 - 1

/** When it was: see `parseTimestamp`, which says more than a schema can. */
export const timestamp = (description: string) =>
  Type.Union([Type.Number({ unit: 'ms' }), Type.String()], { description })

/** The fields common to every reading and event. */
export const envelope = {
  ts: timestamp('Time of the device: integer epoch ms, or RFC 3339 with offset'),
  seq: Type.Optional(
    Type.Integer({ minimum: 0, maximum: seqMax, description: 'Counts up; wraps at 2^32' }),
  ),
  boot: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 64,
      pattern: '^[\\x21-\\x7e]+$',
      description: 'Changes with every start of the device',
    }),
  ),
}

/** One reading of a kind as it travels; the kind's `requireOneOf` and `refine` come on top. */
export function createReadingPayload(kind: Kind): TObject {
  return Type.Object(
    { ...envelope, ...kind.payload.properties },
    { title: kind.title.en, additionalProperties: false },
  )
}

/** Online or offline, also as a Will; the server's time counts, so it carries none. */
export const statusPayload = Type.Object(
  { online: Type.Boolean({ description: 'false: gone, also as a Will' }) },
  { title: 'Status', additionalProperties: false },
)

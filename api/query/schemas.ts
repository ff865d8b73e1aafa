import Type from 'typebox'
import { deviceIdPattern } from '#domain/devices/ids.ts'

/** Most items on one page: about 2 MB of JSON. */
const limitMax = 10_000

const cursor = Type.Optional(
  Type.String({ maxLength: 256, description: '`next_cursor` of the page before' }),
)

const limit = (standard: number) =>
  Type.Integer({ minimum: 1, maximum: limitMax, default: standard })

const time = (description: string) =>
  Type.Optional(
    Type.String({
      maxLength: 40,
      description: `${description}; RFC 3339 with offset, or epoch ms`,
      examples: ['2026-11-22T00:00:00+09:00'],
    }),
  )

/** `cursor` and `limit` of every list. */
export const pageFields = (standard: number) => ({ cursor, limit: limit(standard) })

/** `from` and `to` of every list with times. */
export const rangeFields = {
  from: time('Inclusive; a day before `to` where absent'),
  to: time('Exclusive; now where absent'),
}

/** `format` and `labels` of every list that is a file too. */
export const fileFields = {
  format: Type.Optional(Type.Enum(['json', 'csv'])),
  labels: Type.Optional(
    Type.Enum(['ja', 'en'], { description: 'A second heading row in this language (CSV)' }),
  ),
}

export const deviceFilter = Type.Optional(Type.String({ pattern: deviceIdPattern }))

/** Unknown names in a query are refused: a misspelt filter must not answer with everything. */
export const queryOf = <F extends Type.TProperties>(fields: F) =>
  Type.Object(fields, { additionalProperties: false })

export const deviceParams = Type.Object({ id: Type.String({ pattern: deviceIdPattern }) })

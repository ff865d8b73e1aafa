import Type, { type Static } from 'typebox'
import { errors, type ErrorCode } from '../words/errors.ts'

/** A problem document [RFC 9457]; `code` is stable, `title` follows the reader's language. */
export const problem = Type.Object(
  {
    type: Type.String({ format: 'uri-reference' }),
    title: Type.String(),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String(),
    code: Type.Enum(Object.keys(errors) as ErrorCode[], {
      description: 'Stable; see docs/errors.md',
    }),
    errors: Type.Optional(
      Type.Array(Type.Object({ pointer: Type.String(), detail: Type.String() }), {
        description: 'JSON pointers into the query or body',
      }),
    ),
    present: Type.Optional(
      Type.Unknown({ description: 'Of `setting_stale`: what is there now, to be compared' }),
    ),
    given: Type.Optional(Type.Unknown({ description: 'Of `setting_stale`: what was sent' })),
    report: Type.Optional(
      Type.Unknown({ description: 'Of `import_invalid`: the report of the file' }),
    ),
  },
  { $id: 'Problem' },
)
export type ProblemDocument = Static<typeof problem>

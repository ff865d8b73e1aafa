import Type, { type Static } from 'typebox'
import { epochMs, flag, nullable, origin, reasons, values } from './blocks.ts'

/**
 * One item of `GET /v1/devices/{id}/readings/{ts}/history`, oldest first: what was shown of one
 * reading from a moment on, and why.
 */
export const readingHistoryEntry = Type.Object(
  {
    type: Type.Enum(['received', 'addition', 'revision', 'verdict'], {
      description:
        'received: the first message; addition: another one of the same time brought more fields; ' +
        'revision: the device sent other values for the same time; ' +
        'verdict: a later test or a person judged the same values anew',
    }),
    at_ts: epochMs('From when on: receipt of the message, or time of the verdict'),
    values,
    // What the message itself said; null for a verdict.
    said: nullable(values),
    flag,
    reasons,
    origin,
    seq: nullable(Type.Integer({ description: 'Of the message; null for a verdict' })),
    boot: nullable(Type.String({ description: 'Of the message; null for a verdict' })),
    author: nullable(Type.String({ description: 'Who judged; null for what the device sent' })),
    note: nullable(Type.String({ description: 'Why, in the words of the author' })),
  },
  { $id: 'ReadingHistoryEntry' },
)
export type ReadingHistoryEntry = Static<typeof readingHistoryEntry>

import Type, { type Static } from 'typebox'
import { epochMs, flag, nullable, origin, reasons, values } from './blocks.ts'

/** One item of `GET /v1/devices/{id}/readings`. */
export const readingResource = Type.Object(
  {
    ts: epochMs('Time of the device'),
    received_ts: epochMs('Time of receipt'),
    seq: nullable(Type.Integer()),
    origin,
    flag,
    reasons,
    values,
  },
  { $id: 'Reading' },
)
export type ReadingResource = Static<typeof readingResource>

import Type, { type Static } from 'typebox'
import { epochMs, nullable, refusalWords } from './blocks.ts'

/** One item of `GET /v1/quarantine`. */
export const quarantineResource = Type.Object(
  {
    id: Type.Integer(),
    device: Type.String({ description: 'Empty where no device is registered for the uplink' }),
    kind: Type.String(),
    channel: Type.String(),
    via: Type.String(),
    received_ts: epochMs('Time of receipt'),
    ...refusalWords,
    index: nullable(
      Type.Integer({ description: 'In the array that carried it; null for a whole payload' }),
    ),
    payload: Type.String({ description: 'The refused text, or its beginning' }),
    uplink: Type.Optional(
      Type.Object(
        { source: Type.String(), address: Type.String() },
        { description: 'Where a bridge had it from' },
      ),
    ),
  },
  { $id: 'QuarantineEntry' },
)
export type QuarantineResource = Static<typeof quarantineResource>

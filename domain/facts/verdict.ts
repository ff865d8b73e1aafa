import Type, { type Static } from 'typebox'
import { declareFact } from './fact.ts'
import { deviceId, epochMs, flag, reasons } from '../wire/blocks.ts'

/** A later judgement of a stored reading, with author and reason; the raw values stay untouched. */
export const verdict = declareFact({
  name: 'verdict',
  schema: Type.Object({
    kind: Type.String(),
    device: deviceId,
    ts: epochMs('Time of the reading'),
    flag,
    reasons,
    author: Type.String(),
    note: Type.String(),
    at_ts: epochMs('Time of the judgement'),
  }),
  key: { type: 'reading' },
  time: 'ts',
  keeping: 'readings',
})
export type VerdictChange = Static<typeof verdict.schema>

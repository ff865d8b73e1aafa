import Type, { type Static } from 'typebox'
import { epochMs, level, nullable } from './blocks.ts'
import { crossedThreshold, crossingReason, crossingResource } from './crossing.ts'

/** One item of `GET /v1/alarms`: an episode, from leaving level 0 to coming back to it. */
export const alarm = Type.Object(
  {
    ...crossedThreshold,
    id: Type.String(),
    condition: Type.Enum(['active', 'cleared']),
    level,
    confirmed: Type.Boolean({
      description: 'False while only one doubtful value speaks for `level`',
    }),
    reason: crossingReason,
    peak_level: level,
    raised_ts: epochMs('Place in time of the reading that raised it'),
    raised_received_ts: epochMs('Receipt of the reading that raised it'),
    changed_ts: epochMs('Last change of level'),
    cleared_ts: nullable(epochMs('Back at level 0')),
    acknowledgement: Type.Null(),
    crossings: Type.Array(crossingResource, {
      description: 'Every crossing of the episode, oldest first',
    }),
  },
  { $id: 'Alarm' },
)
export type Alarm = Static<typeof alarm>

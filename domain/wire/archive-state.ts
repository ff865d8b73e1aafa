import Type, { type Static } from 'typebox'
import { count, epochMs, labels, nullable } from './blocks.ts'

/** The archive's state, in `GET /v1/health` and on 稼働状況. */
export const archiveState = Type.Object(
  {
    condition: Type.Enum(['ok', 'behind', 'filling', 'stopped'], {
      description: 'behind: older history is late; stopped: a person has to act; nothing is lost',
    }),
    stop: nullable(Type.String({ description: 'Why a person has to act: unauthorized, …' })),
    remedy: nullable(labels),
    words: nullable(Type.String({ description: 'What the database or the network said' })),
    server: nullable(Type.String({ description: 'Null before the first answer' })),
    seq: Type.Integer({ description: 'Journal sequence up to which all is archived' }),
    lag_ms: Type.Number({ unit: 'ms', description: 'Age of the oldest commit not archived' }),
    complete_to_ts: nullable(epochMs('All that was received before is archived')),
    points_total: count(),
    refused_total: count('Points refused one by one; they are in quarantine'),
    expired_total: count('Points older than the archive keeps'),
    clock_skew_ms: nullable(
      Type.Number({ unit: 'ms', description: 'Clock of the database minus ours, to the second' }),
    ),
    rollups_pending: count('Hours and days to be summed up'),
  },
  { description: 'The archive of years' },
)
export type ArchiveState = Static<typeof archiveState>

import Type, { type Static } from 'typebox'
import { bridgeTroubles, type BridgeTrouble } from '../operation/bridge.ts'
import { count, epochMs, nullable } from './blocks.ts'

const trouble = Type.Enum(Object.keys(bridgeTroubles) as BridgeTrouble[])

/** A failure in words: why, what the network or the far broker said, and when. */
export const bridgeFailure = Type.Object(
  { trouble, words: nullable(Type.String()), ts: epochMs('Time of the failure') },
  { description: 'The newest failure, also after the connection works again' },
)
export type BridgeFailure = Static<typeof bridgeFailure>

/**
 * One connection to another broker, in `GET /v1/health` and on 稼働状況. Counters count messages
 * since the start of the process; what became of one stands in exactly one of them.
 */
export const bridgeConnectionState = Type.Object({
  source: Type.String({ description: 'Id in the bridge file' }),
  client_id: Type.String(),
  url: Type.String(),
  dialect: Type.String(),
  condition: Type.Enum(['connected', 'connecting', 'waiting'], {
    description: 'waiting: for the next try; nothing is lost, the far broker keeps the session',
  }),
  trouble: nullable(trouble),
  words: nullable(Type.String({ description: 'What the network or the far broker said last' })),
  connected_since_ts: nullable(epochMs('Of the present connection')),
  best_effort: Type.Boolean({
    description: 'The far broker grants QoS 0 only: what it sends while we are away is lost',
  }),
  down_since_ts: nullable(epochMs('Since when nothing comes; null while connected')),
  last_failure: nullable(bridgeFailure),
  last_message_ts: nullable(epochMs('Time of receipt')),
  messages_total: count(),
  messages_per_s: Type.Number({ unit: '1/s', description: 'Mean of the last ten seconds' }),
  uncommitted: count('Received and not yet acknowledged'),
  stored_total: count('Readings stored'),
  duplicates_total: count('Stored before: sent again, or through another gateway'),
  alive_total: count('Joins, status answers and empty frames'),
  quarantined_total: count(),
  ignored_total: count('Of no use here, such as downlink receipts; acknowledged'),
  shed_total: count('QoS 0 that could not be stored at that moment, and is lost'),
  sessions_lost_total: count('The far broker had forgotten our session, and what it kept in it'),
})
export type BridgeConnectionState = Static<typeof bridgeConnectionState>

import Type, { type Static } from 'typebox'
import { archiveState } from './archive-state.ts'
import { count, epochMs, nullable } from './blocks.ts'
import { bridgeConnectionState } from './bridge-connection.ts'
import { doorRefusal } from './door-refusal.ts'

const latencyMs = (description: string) => nullable(Type.Number({ unit: 'ms', description }))

export const pulseState = Type.Object(
  {
    ok: Type.Boolean({ description: 'False when the last one is older than 20 s' }),
    last_ts: nullable(epochMs('When the last one came all the way')),
    age_ms: Type.Number({ unit: 'ms', description: 'Since then, or since the start' }),
  },
  { description: 'The self-check: from the listener over the disk to the live stream' },
)
export type PulseState = Static<typeof pulseState>

export const serverClockDoubt = Type.Object(
  {
    behind_ms: Type.Number({
      unit: 'ms',
      description: 'How far they are ahead of it, to the minute; below 0: it runs ahead of them',
    }),
    devices: count('Devices whose newest single reports are off alike, by more than 5 min'),
    heard: count('Devices heard lately, those included'),
  },
  {
    description:
      "The server's own clock may be wrong: at least five devices, and half of those heard, are off alike",
  },
)
export type ServerClockDoubt = Static<typeof serverClockDoubt>

export const budgetDebt = Type.Object(
  {
    device: Type.String(),
    readings: count('New readings above its budget that time has not paid yet'),
  },
  { description: 'A device of the field that stored more new readings than it may' },
)
export type BudgetDebt = Static<typeof budgetDebt>

export const reductionState = Type.Object(
  {
    last_ts: nullable(epochMs('When it ran last; null: not since the start')),
    rows_total: count('Rows that lost something since the start'),
  },
  { description: 'Deleting notes and doors of events that are older than 13 months' },
)
export type ReductionState = Static<typeof reductionState>

/** What the live stream counts about itself. */
export const liveStats = Type.Object({
  clients: count(),
  window_ms: Type.Number({ unit: 'ms' }),
  emit_p99_ms: latencyMs('Commit to emit'),
})
export type LiveStats = Static<typeof liveStats>

/** `GET /v1/health`, and live for the pages that ask for it. */
export const healthResource = Type.Object(
  {
    server_ts: epochMs('Time of the server'),
    started_ts: epochMs('Start of the server'),
    version: Type.String(),
    store: Type.Object({
      ok: Type.Boolean(),
      detail: nullable(Type.String()),
      journal_seq: Type.Integer(),
      disk_bytes: Type.Number({ unit: 'B' }),
    }),
    broker: Type.Object({ connections: count(), listeners: Type.Array(Type.String()) }),
    ingest: Type.Object({
      readings_total: count(),
      readings_per_s: Type.Number({ unit: '1/s' }),
      duplicates_total: count(),
      quarantined_total: count(),
      queued: count(),
      commit_p50_ms: latencyMs('Receipt to fsync, over the last minute'),
      commit_p99_ms: latencyMs('Receipt to fsync, over the last minute'),
    }),
    archive: nullable(archiveState),
    bridge: Type.Array(bridgeConnectionState, {
      description: 'Connections to other brokers, in the order of the bridge file',
    }),
    live: liveStats,
    pulse: nullable(pulseState),
    clock_doubt: nullable(serverClockDoubt),
    clock_faults: count('Devices whose own clock, or whose gateway’s, is wrong'),
    reduction: reductionState,
    over_budget: Type.Array(budgetDebt, { description: 'The deepest in debt first, at most 20' }),
    refusals: Type.Array(doorRefusal, { description: 'Newest first, at most 20' }),
  },
  { $id: 'Health' },
)
export type HealthResource = Static<typeof healthResource>

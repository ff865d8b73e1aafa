import { Counter, Gauge, type Registry } from 'prom-client'
import type { BridgeConnectionState } from '#domain/wire/bridge-connection.ts'

interface Figure {
  name: string
  help: string
  read: (state: BridgeConnectionState) => number
}

const counters: readonly Figure[] = [
  {
    name: 'bridge_messages_total',
    help: 'Messages received from the source',
    read: ({ messages_total }) => messages_total,
  },
  {
    name: 'bridge_stored_total',
    help: 'Messages stored as a reading',
    read: ({ stored_total }) => stored_total,
  },
  {
    name: 'bridge_duplicates_total',
    help: 'Messages stored before: sent again, or through another gateway',
    read: ({ duplicates_total }) => duplicates_total,
  },
  {
    name: 'bridge_alive_total',
    help: 'Joins, status answers and empty frames',
    read: ({ alive_total }) => alive_total,
  },
  {
    name: 'bridge_quarantined_total',
    help: 'Messages that could not be stored as a reading',
    read: ({ quarantined_total }) => quarantined_total,
  },
  {
    name: 'bridge_ignored_total',
    help: 'Messages of no use here, such as downlink receipts',
    read: ({ ignored_total }) => ignored_total,
  },
  {
    name: 'bridge_shed_total',
    help: 'QoS 0 messages that could not be stored at that moment, and are lost',
    read: ({ shed_total }) => shed_total,
  },
  {
    name: 'bridge_sessions_lost_total',
    help: 'Times the far broker had forgotten our session',
    read: ({ sessions_lost_total }) => sessions_lost_total,
  },
]

const gauges: readonly Figure[] = [
  {
    name: 'bridge_connected',
    help: '1 while connected and subscribed',
    read: ({ condition }) => Number(condition === 'connected'),
  },
  {
    name: 'bridge_uncommitted',
    help: 'Messages received and not yet acknowledged',
    read: ({ uncommitted }) => uncommitted,
  },
  {
    name: 'bridge_last_message_timestamp_seconds',
    help: 'Unix time of the newest message; NaN before the first',
    read: ({ last_message_ts }) => toSeconds(last_message_ts),
  },
  {
    name: 'bridge_last_failure_timestamp_seconds',
    help: 'Unix time of the newest failure; NaN before the first',
    read: ({ last_failure }) => toSeconds(last_failure?.ts ?? null),
  },
]

const toSeconds = (ts: number | null) => (ts === null ? Number.NaN : ts / 1_000)

const labelNames = ['source', 'client_id'] as const

/** The same figures as 稼働状況 shows, by source and client id. */
export function addBridgeMetrics(
  registry: Registry,
  list: () => readonly BridgeConnectionState[],
): void {
  const each = (read: Figure['read'], tell: Tell) => () => {
    for (const state of list()) {
      tell({ source: state.source, client_id: state.client_id }, read(state))
    }
  }
  for (const { name, help, read } of counters) {
    const about = { name: `machimori_${name}`, help, labelNames, registers: [registry] }
    const collect = each(read, (labels, value) => counter.inc(labels, value))
    const counter: Counter<Label> = new Counter({
      ...about,
      collect() {
        counter.reset()
        collect()
      },
    })
  }
  for (const { name, help, read } of gauges) {
    const about = { name: `machimori_${name}`, help, labelNames, registers: [registry] }
    const gauge: Gauge<Label> = new Gauge({
      ...about,
      collect: each(read, (labels, value) => gauge.set(labels, value)),
    })
  }
}

type Label = (typeof labelNames)[number]
type Tell = (labels: Record<Label, string>, value: number) => void

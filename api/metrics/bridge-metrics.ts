import { Gauge, type Registry } from 'prom-client'
import type { BridgeConnectionState } from '#domain/bridge.ts'

const figures: readonly {
  name: string
  help: string
  read: (state: BridgeConnectionState) => number
}[] = [
  {
    name: 'bridge_connected',
    help: '1 while connected and subscribed',
    read: ({ condition }) => Number(condition === 'connected'),
  },
  {
    name: 'bridge_messages_total',
    help: 'Messages received from the source',
    read: ({ messages_total }) => messages_total,
  },
  {
    name: 'bridge_uncommitted',
    help: 'Messages received and not yet acknowledged',
    read: ({ uncommitted }) => uncommitted,
  },
  {
    name: 'bridge_quarantined_total',
    help: 'Messages that could not be stored as a reading',
    read: ({ quarantined_total }) => quarantined_total,
  },
  {
    name: 'bridge_sessions_lost_total',
    help: 'Times the far broker had forgotten our session',
    read: ({ sessions_lost_total }) => sessions_lost_total,
  },
]

/** The same figures as 稼働状況 shows, by source and client id. */
export function addBridgeMetrics(
  registry: Registry,
  list: () => readonly BridgeConnectionState[],
): void {
  for (const { name, help, read } of figures) {
    const gauge: Gauge = new Gauge({
      name: `machimori_${name}`,
      help,
      labelNames: ['source', 'client_id'],
      registers: [registry],
      collect() {
        for (const state of list()) {
          gauge.set({ source: state.source, client_id: state.client_id }, read(state))
        }
      },
    })
  }
}

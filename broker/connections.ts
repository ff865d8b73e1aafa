import type { Duplex } from 'node:stream'
import type { Client, ConnectPacket } from 'aedes'
import { pulseDevice } from '#domain/operation/pulse.ts'
import type { FrameGuard } from './guard/frame-guard.ts'
import type { BrokerLimits } from './limits.ts'
import { refusal, type DoorRefusal } from './refusal.ts'
import { isLoopback, sourceOf } from './listen/source.ts'
import type { OwnTopics } from './access/topics.ts'

/** One client of the door, from the accepted socket on. */
export interface Connection {
  readonly address: string
  /** What carries MQTT: the socket itself, or TLS over it. */
  stream?: Duplex
  guard?: FrameGuard
  client?: Client
  /** Kept from its arrival to the decision about it. */
  connect?: ConnectPacket
  /** What it promised at CONNECT; 0: nothing. */
  keepAliveS?: number
  /** Publishes that wait because the device is in debt, in their order. */
  held?: (() => void)[]
  /** Set once the token was right. */
  deviceId?: string
  topics?: OwnTopics
  takesCommands: boolean
  /** Whether it acknowledges them: the QoS that it subscribed with. */
  acksCommands: boolean
  /** The reason of its end was told already; what Aedes reports afterwards is only the echo. */
  explained: boolean
}

const sourceMaxOf = (address: string, limits: BrokerLimits): number =>
  isLoopback(address) ? limits.connectionsPerLoopbackAddressMax : limits.connectionsPerAddressMax

const createConnection = (address: string): Connection => ({
  address,
  takesCommands: false,
  acksCommands: false,
  explained: false,
})

/** All open connections, with what the limits and the revocation must find quickly. */
export function createConnections(
  limits: BrokerLimits,
  onConnected: (device: string, isOnline: boolean) => void = () => {},
) {
  const all = new Set<Connection>()
  const bySource = new Map<string, number>()
  const byDevice = new Map<string, Set<Connection>>()
  const byClient = new WeakMap<Client, Connection>()

  const count = (source: string, change: 1 | -1) => {
    const next = (bySource.get(source) ?? 0) + change
    if (next > 0) bySource.set(source, next)
    else bySource.delete(source)
  }

  return {
    all,
    size: () => all.size,
    /** Connections whose device has proved who it is. */
    identified() {
      let count = 0
      // The self-check comes and goes every few seconds and is no device of the city.
      for (const [id, open] of byDevice) if (id !== pulseDevice.id) count += open.size
      return count
    },
    /** Takes a place for a new socket, or says which limit it meets. */
    admit(address: string): Connection | DoorRefusal {
      const source = sourceOf(address)
      const sourceMax = sourceMaxOf(address, limits)
      if (all.size >= limits.connectionsMax) {
        return refusal('too_many_connections', `${limits.connectionsMax} in all`)
      }
      if ((bySource.get(source) ?? 0) >= sourceMax) {
        return refusal('too_many_connections', `${sourceMax} from ${source}`)
      }
      const connection = createConnection(address)
      all.add(connection)
      count(source, 1)
      return connection
    },
    bind(connection: Connection, client: Client): void {
      connection.client = client
      byClient.set(client, connection)
    },
    identify(connection: Connection, deviceId: string, topics: OwnTopics): void {
      connection.deviceId = deviceId
      connection.topics = topics
      const ofDevice = byDevice.get(deviceId) ?? new Set()
      byDevice.set(deviceId, ofDevice.add(connection))
      if (ofDevice.size === 1) onConnected(deviceId, true)
    },
    find: (client: Client | null) => (client ? byClient.get(client) : undefined),
    /** More than one only for the moment in which a device replaces its own connection. */
    listOf: (deviceId: string): Connection[] => [...(byDevice.get(deviceId) ?? [])],
    remove(connection: Connection): void {
      if (!all.delete(connection)) return
      count(sourceOf(connection.address), -1)
      if (connection.deviceId === undefined) return
      const ofDevice = byDevice.get(connection.deviceId)
      ofDevice?.delete(connection)
      if (ofDevice?.size !== 0) return
      byDevice.delete(connection.deviceId)
      onConnected(connection.deviceId, false)
    },
  }
}

export type Connections = ReturnType<typeof createConnections>

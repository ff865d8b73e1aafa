import type { Audit } from '#domain/words/audit.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Door } from '#domain/door.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { createBroker, type Broker } from './broker.ts'
import { createConnections } from './connections.ts'
import { createCounters } from './counters.ts'
import { cut, cutAll } from './endings.ts'
import { createIntake } from './listen/intake.ts'
import { brokerLimits, type BrokerLimits } from './limits.ts'
import { openListeners, type PlainOptions, type TlsOptions } from './listen/listeners.ts'
import type { DoorParts } from './parts.ts'
import { startProtocol, type Protocol } from './protocol.ts'
import { refusal } from './refusal.ts'
import { createReporter, explainError } from './reporter.ts'
import { ownTopics } from './access/topics.ts'
import { createWebSockets } from './listen/web-socket.ts'

export interface BrokerOptions {
  /** First segment of every topic. */
  city: string
  kinds: readonly Kind[]
  directory: DeviceDirectory
  door: Door
  audit: Audit
  /** A device is connected, or is no more; not when the door itself closes. */
  onConnected?: (device: string, isOnline: boolean) => void
  /** Without encryption: loopback only, unless the operator insists. */
  plain?: PlainOptions
  tls?: TlsOptions
  /** Other limits than the named ones, for tests. */
  limits?: Partial<BrokerLimits>
}

/** Tells what Aedes found wrong by itself, and keeps track of subscriptions that end. */
function watchEngine(engine: Protocol, { connections, reporter }: DoorParts): void {
  for (const event of ['clientError', 'connectionError'] as const) {
    engine.on(event, (client, error) => {
      const connection = connections.find(client)
      const because = explainError(error)
      if (connection && because) reporter.end(connection, because)
    })
  }
  engine.on('unsubscribe', (_topics, client) => {
    const connection = connections.find(client)
    if (connection) connection.takesCommands = false
  })
}

/** Cuts the live connection of a device whose token ended. Returns how to stop that. */
function watchCredentials({ directory, connections, reporter }: DoorParts): () => void {
  return directory.onRevoked((deviceId) => {
    for (const connection of connections.listOf(deviceId)) {
      reporter.end(connection, refusal('credential_ended', 'token revoked or replaced'))
      cut(connection)
    }
  })
}

/**
 * Starts the MQTT 3.1.1 door. Every publish of a known device on its own topics goes to
 * `door.accept`, and is acknowledged only when that says it is on disk; everything else is
 * refused and audited. Rejects when a listener cannot open (EADDRINUSE, EACCES …).
 */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const limits: BrokerLimits = { ...brokerLimits, ...options.limits }
  const kinds = new Map(options.kinds.map((kind) => [kind.id, kind]))
  const counters = createCounters()
  let closing = false
  const parts: DoorParts = {
    directory: options.directory,
    door: options.door,
    connections: createConnections(limits, (device, isOnline) => {
      if (!closing) options.onConnected?.(device, isOnline)
    }),
    reporter: createReporter(options.audit, counters),
    counters,
    limits,
    topicsOf: (device) => ownTopics(options.city, device, kinds.get(device.kind)),
    isClosing: () => closing,
  }
  const engine = await startProtocol(parts)
  watchEngine(engine, parts)
  const stopWatching = watchCredentials(parts)

  const closeEngine = async () => {
    closing = true
    stopWatching()
    await cutAll(parts.connections)
    await new Promise<void>((done) => engine.close(done))
  }
  const intake = createIntake(engine, parts)
  const listeners = await openListeners({
    ...options,
    limits,
    onSocket: intake.takeSocket,
    onAcceptError: ({ message }) => parts.reporter.note('', '', refusal('accept_failed', message)),
  }).catch(async (error: unknown) => {
    await closeEngine()
    throw error
  })
  const takeUpgrade = createWebSockets(intake, parts)
  return createBroker({ ...parts, listeners, takeUpgrade, closeEngine })
}

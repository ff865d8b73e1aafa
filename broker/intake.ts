import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket, type SecureContext } from 'node:tls'
import { createFrameGuard } from './frame-guard.ts'
import { guardStream } from './guard-stream.ts'
import type { DoorParts } from './parts.ts'
import type { Protocol } from './protocol.ts'
import { plainAddress } from './source.ts'

/** The way of a new socket: limits, TLS if asked for, frame guard, protocol engine. */
export function createIntake(engine: Protocol, parts: DoorParts) {
  const { connections, reporter, counters, limits } = parts
  return (socket: Socket, secureContext?: SecureContext): void => {
    const address = plainAddress(socket.remoteAddress)
    const connection = connections.admit(address)
    if ('code' in connection) {
      reporter.note(address, '', connection)
      socket.destroy()
      return
    }
    counters.connectionsAccepted += 1
    // The connect timeout covers the handshake too, so TLS needs no clock of its own.
    const stream: Duplex = secureContext
      ? new TLSSocket(socket, { isServer: true, secureContext })
      : socket
    const guard = createFrameGuard(limits.frameBeforeConnectBytes)
    guardStream(stream, guard, (badFrame) => {
      reporter.end(connection, badFrame)
      stream.destroy()
    })
    stream.once('close', () => connections.remove(connection))
    connection.stream = stream
    connection.guard = guard
    connections.bind(connection, engine.handle(stream))
  }
}

import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import { TLSSocket, type SecureContext } from 'node:tls'
import type { Connection } from '../connections.ts'
import { createFrameGuard } from '../guard/frame-guard.ts'
import { guardStream } from '../guard/guard-stream.ts'
import type { DoorParts } from '../parts.ts'
import type { Protocol } from '../protocol.ts'
import type { DoorRefusal } from '../refusal.ts'
import { plainAddress } from './source.ts'

/** CONNACK with return code 1, "unacceptable protocol version" [MQTT-3.1.2-2]. */
const versionRefused = Uint8Array.of(0x20, 2, 0, 1)

/** The way of a new connection: limits, TLS or WebSocket, frame guard, protocol engine. */
export interface Intake {
  /** Takes a place for a connection from this address; a refusal is reported already. */
  admit(remoteAddress: string | undefined): Connection | DoorRefusal
  /** Lets the protocol engine speak over `stream`, behind the frame guard. */
  serve(connection: Connection, stream: Duplex): void
  /** Both for a TCP connection, with TLS where a context is given. */
  takeSocket(socket: Socket, secureContext?: SecureContext): void
}

export function createIntake(engine: Protocol, parts: DoorParts): Intake {
  const { connections, reporter, counters, limits } = parts

  const admit: Intake['admit'] = (remoteAddress) => {
    const address = plainAddress(remoteAddress)
    const admitted = connections.admit(address)
    if ('code' in admitted) reporter.note(address, '', admitted)
    else counters.connectionsAccepted += 1
    return admitted
  }

  const serve: Intake['serve'] = (connection, stream) => {
    const guard = createFrameGuard(limits.controlFrameBytes)
    guardStream(stream, guard, (badFrame) => {
      reporter.end(connection, badFrame)
      if (badFrame.code !== 'protocol_version') return void stream.destroy()
      if (!stream.writableEnded) stream.end(versionRefused, () => stream.destroy())
    })
    stream.once('close', () => connections.remove(connection))
    connection.stream = stream
    connection.guard = guard
    connections.bind(connection, engine.handle(stream))
  }

  return {
    admit,
    serve,
    takeSocket(socket, secureContext) {
      const connection = admit(socket.remoteAddress)
      if ('code' in connection) {
        socket.destroy()
        return
      }
      // The connect timeout covers the handshake too, so TLS needs no clock of its own.
      const isServer = true
      serve(connection, secureContext ? new TLSSocket(socket, { isServer, secureContext }) : socket)
    },
  }
}

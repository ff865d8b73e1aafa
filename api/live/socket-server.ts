import type { EventEmitter } from 'node:events'
import type { IncomingMessage, Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import { livePath } from '#domain/live-stream.ts'
import type { Entrance } from '../access/entrance.ts'
import type { ApiLimits } from '../parts.ts'
import { createConnectionCount, type ConnectionCount } from './connection-count.ts'
import { createAllowRequest, requireReadAccess } from './handshake.ts'
import type { LiveServer } from './live-server.ts'

export interface SocketServerOptions {
  limits: ApiLimits
  entrance: Entrance
}

/** A request is a `watch`; 16 KiB hold hundreds of kinds. */
const requestMaxBytes = 16 * 1024

/** Socket.IO on our HTTP server, open to those who may read. */
export function createSocketServer(
  server: HttpServer,
  options: SocketServerOptions,
): { io: LiveServer; connections: ConnectionCount } {
  const { limits, entrance } = options
  const connections = createConnectionCount(limits)
  const io: LiveServer = new Server(server, {
    path: livePath,
    // Polling needs sticky sessions and had memory bugs (CVE-2026-69185); every browser since 2012
    // has WebSocket.
    transports: ['websocket'],
    allowRequest: createAllowRequest({ entrance, connections }),
    // Other paths belong to others (api/upgrades.ts).
    destroyUpgrade: false,
    serveClient: false,
    maxHttpBufferSize: requestMaxBytes,
    // A half-open browser is found and let go within 20 s.
    pingInterval: 10_000,
    pingTimeout: 9_000,
    // Who connects says at once what it wants.
    connectTimeout: 5_000,
  })
  requireReadAccess(io, entrance)
  io.engine.on('connection', (socket: EventEmitter & { request: IncomingMessage }) => {
    const { address } = entrance.lookOutside(socket.request)
    connections.add(address)
    socket.once('close', () => connections.remove(address))
  })
  return { io, connections }
}

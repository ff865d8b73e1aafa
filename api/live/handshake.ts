import type { IncomingMessage } from 'node:http'
import { refuseAccess, type Principal } from '#domain/access/decide.ts'
import { isOriginAllowed, type HostRule } from '../access/host-rule.ts'
import { isLocalRequest } from '../access/local-peer.ts'
import { findPrincipal, parseBearer, type Credentials } from '../access/principal.ts'
import type { ConnectionCount } from './connection-count.ts'
import type { LiveServer, LiveSocket } from './live-server.ts'

type AllowRequest = (
  request: IncomingMessage,
  answer: (error: string | null, success: boolean) => void,
) => void

/**
 * Whether a connection may be opened at all, before anything is read from it: a page of ours (no
 * other page may read the city through a visitor's browser), and room for one more.
 */
export function createAllowRequest(options: {
  isHostAllowed: HostRule
  allowedOrigins: readonly string[]
  connections: ConnectionCount
}): AllowRequest {
  const { isHostAllowed, allowedOrigins, connections } = options
  return (request, answer) => {
    const { origin, host } = request.headers
    const local = isLocalRequest(request)
    if (!isHostAllowed(host)) answer('host not allowed', false)
    else if (!isOriginAllowed({ origin, host, local, allowedOrigins })) {
      answer('origin not allowed', false)
    } else if (!connections.hasRoomFor(request.socket.remoteAddress ?? '')) {
      answer('too many connections', false)
    } else answer(null, true)
  }
}

/**
 * Lets in who may read: the rule of REST. The token comes in the handshake's `auth`, for a browser
 * cannot set the header of a WebSocket. The answer is kept so that an ended token ends the stream.
 */
export function requireReadAccess(io: LiveServer, credentials: Credentials): void {
  io.use((socket, next) => {
    const isAllowed = () => mayRead(socket, credentials)
    if (!isAllowed()) {
      next(new Error('unauthorized'))
      return
    }
    socket.data.view = null
    socket.data.health = false
    socket.data.isAllowed = isAllowed
    next()
  })
}

function mayRead(socket: LiveSocket, credentials: Credentials): boolean {
  const principal = principalOf(socket, credentials)
  return principal !== undefined && refuseAccess('city.read', principal) === undefined
}

function principalOf(socket: LiveSocket, credentials: Credentials): Principal | undefined {
  const { token } = socket.handshake.auth as { token?: unknown }
  const sent = token ?? parseBearer(socket.handshake.headers.authorization)
  if (sent === undefined) return { who: 'anonymous', local: isLocalRequest(socket.request) }
  return typeof sent === 'string' ? findPrincipal(sent, credentials) : undefined
}

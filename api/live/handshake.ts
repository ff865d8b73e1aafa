import type { IncomingMessage } from 'node:http'
import type { Needs } from '#domain/access/capabilities.ts'
import { refuseAccess } from '#domain/access/decide.ts'
import type { Principal } from '#domain/access/principal.ts'
import type { Entrance } from '../access/entrance.ts'
import type { ConnectionCount } from './connection-count.ts'
import { liveNeeds } from './needs.ts'
import type { LiveServer, LiveSocket } from './live-server.ts'

type AllowRequest = (
  request: IncomingMessage,
  answer: (error: string | null, success: boolean) => void,
) => void

/**
 * Whether a connection may be opened at all, before anything is read from it: a page of ours (no
 * other page may read the city through a visitor's browser), and room for one more. A request
 * without Origin comes from no browser.
 */
export function createAllowRequest(options: {
  entrance: Entrance
  connections: ConnectionCount
}): AllowRequest {
  const { entrance, connections } = options
  return (request, answer) => {
    if (!entrance.isHostAllowed(request)) answer('host not allowed', false)
    else if (request.headers.origin !== undefined && !entrance.isOwnPage(request)) {
      answer('origin not allowed', false)
    } else if (!connections.hasRoomFor(entrance.lookOutside(request).address)) {
      answer('too many connections', false)
    } else answer(null, true)
  }
}

/**
 * Lets in who may read: the rule of REST. A page has its session's cookie, a program sends its
 * token in the handshake's `auth` or as a header. The answer is kept so that an ended token, or an
 * ended session, ends the stream.
 */
export function requireReadAccess(io: LiveServer, entrance: Entrance): void {
  io.use((socket, next) => {
    const may = (needs: Needs) => {
      const principal = principalOf(socket, entrance)
      return principal !== undefined && refuseAccess(needs, principal) === undefined
    }
    const isAllowed = () => may(liveNeeds.watch)
    if (!isAllowed()) {
      next(new Error('unauthorized'))
      return
    }
    socket.data.view = null
    socket.data.health = false
    socket.data.readsAll = may('city.read')
    socket.data.readsHealth = may(liveNeeds.health)
    socket.data.isAllowed = isAllowed
    next()
  })
}

function principalOf(socket: LiveSocket, entrance: Entrance): Principal | undefined {
  const { token } = socket.handshake.auth as { token?: unknown }
  const caller = entrance.identify(socket.request, token)
  // A cookie without a page: somebody's browser was made to ask.
  const isLured = caller?.session === 'open' && socket.request.headers.origin === undefined
  return isLured ? undefined : caller?.principal
}

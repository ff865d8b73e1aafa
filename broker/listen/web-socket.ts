import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { createWebSocketStream, WebSocketServer, type WebSocket } from 'ws'
import type { Connection } from '../connections.ts'
import type { Intake } from './intake.ts'
import type { BrokerLimits } from '../limits.ts'
import type { DoorParts } from '../parts.ts'
import { refusal, type DoorRefusal } from '../refusal.ts'
import { plainAddress } from './source.ts'

/** An HTTP request that wants to go on as a WebSocket, with what came right behind it. */
export interface UpgradeRequest {
  request: IncomingMessage
  socket: Socket
  head: Buffer
}

/** What the HTTP server answers instead of switching protocols. */
export interface UpgradeRefusal {
  status: 400 | 503
  detail: string
}

/** [MQTT-6.0.0-3] and [MQTT-6.0.0-4] */
const subprotocol = 'mqtt'

const offersMqtt = ({ headers }: IncomingMessage): boolean =>
  (headers['sec-websocket-protocol'] ?? '').split(',').some((name) => name.trim() === subprotocol)

/** What an error of the WebSocket layer means for the audit; undefined where the line just broke. */
function explainWebSocketError({ code = '', message }: Error & { code?: string }) {
  if (code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return refusal('frame_too_large', 'WebSocket message larger than a frame may be')
  }
  return code.startsWith('WS_ERR_') ? refusal('frame_malformed', message) : undefined
}

/**
 * A WebSocket message is collected before the frame guard sees it, and its limit is one for the
 * whole life of a connection. So until a device has proved who it is, the bytes on the wire are
 * counted too: a stranger can make us hold `max` of them and one more chunk (64 KiB).
 */
function limitStranger(socket: Socket, options: { isKnown(): boolean; max: number; end(): void }) {
  let earlier = 0
  const count = (chunk: Uint8Array) => {
    if (options.isKnown()) socket.off('data', count)
    else if (earlier > options.max) options.end()
    earlier += chunk.length
  }
  socket.on('data', count)
}

/** Holds the WebSocket layer to the rules of the door; `end` closes the connection. */
function guardWebSocket(
  webSocket: WebSocket,
  limits: BrokerLimits,
  end: (because?: DoorRefusal) => void,
): void {
  webSocket.on('message', (_data, isBinary) => {
    // [MQTT-6.0.0-1]
    if (!isBinary) end(refusal('frame_malformed', 'text message; MQTT goes in binary ones'))
  })
  webSocket.on('error', (error) => end(explainWebSocketError(error)))
  webSocket.on('ping', (data) => {
    // Pongs that nobody reads would pile up in front of the socket.
    if (webSocket.bufferedAmount <= limits.unreadBytes) webSocket.pong(data)
    else end(refusal('acks_unread', 'pings without reading the answers'))
  })
}

/**
 * MQTT over WebSocket: the handshake, and then the way of every other connection. Path, host name
 * and Origin are the HTTP server's business; the address is always the socket's own.
 */
export function createWebSockets(intake: Intake, parts: DoorParts) {
  const { limits, reporter } = parts
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: limits.frameBytes,
    autoPong: false,
    handleProtocols: () => subprotocol,
  })

  const admit = ({ request, socket }: UpgradeRequest): Connection | DoorRefusal => {
    if (offersMqtt(request)) return intake.admit(socket.remoteAddress)
    const because = refusal('subprotocol_missing', `WebSocket without subprotocol ${subprotocol}`)
    reporter.note(plainAddress(socket.remoteAddress), '', because)
    return because
  }

  return (upgrade: UpgradeRequest): UpgradeRefusal | undefined => {
    const { request, socket, head } = upgrade
    const connection = admit(upgrade)
    if ('code' in connection) {
      const status = connection.code === 'subprotocol_missing' ? 400 : 503
      return { status, detail: connection.detail }
    }
    // Also where the handshake fails and no stream ever is.
    socket.once('close', () => parts.connections.remove(connection))
    socket.setKeepAlive(true, limits.tcpKeepAliveAfterMs)
    server.handleUpgrade(request, socket, head, (webSocket) => {
      const end = (because?: DoorRefusal) => {
        if (because) reporter.end(connection, because)
        webSocket.terminate()
      }
      guardWebSocket(webSocket, limits, end)
      limitStranger(socket, {
        isKnown: () => connection.deviceId !== undefined,
        max: limits.controlFrameBytes,
        end: () => end(refusal('frame_too_large', 'too much before CONNECT')),
      })
      const stream = createWebSocketStream(webSocket)
      // A TCP socket closes by itself once all was read; this stream would stay half open.
      stream.once('end', () => stream.destroy())
      intake.serve(connection, stream)
    })
    return undefined
  }
}

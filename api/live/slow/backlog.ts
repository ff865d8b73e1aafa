import type { LiveSocket } from '../live-server.ts'

/** Packets a browser may leave unread; a healthy one has none, a slow moment makes a few. */
const packetsMax = 8
/** Characters in them: eight snapshots of a big city would be tens of megabytes a browser. */
const charsMax = 1_048_576

// Engine.IO queues here while the socket is not writable; `ws.bufferedAmount` stays small meanwhile.
const queueOf = (socket: LiveSocket) =>
  (socket.conn as unknown as { writeBuffer: readonly { data?: unknown }[] }).writeBuffer

/** True where the browser reads slower than we send: sending more would only fill memory. */
export function isBacklogged(socket: LiveSocket): boolean {
  const queue = queueOf(socket)
  if (queue.length > packetsMax) return true
  let chars = 0
  for (const { data } of queue) chars += typeof data === 'string' ? data.length : 0
  return chars > charsMax
}

/** True once everything queued for the browser has left. */
export function isDrained(socket: LiveSocket): boolean {
  const { transport } = socket.conn
  return queueOf(socket).length === 0 && transport.writable
}

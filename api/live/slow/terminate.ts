import { setTimeout as sleep } from 'node:timers/promises'
import type { LiveServer } from '../live-server.ts'

/** The part of an Engine.IO connection that its types keep to themselves. */
interface Connection {
  transport: { socket?: { terminate?: () => void } }
}

/**
 * Ends a connection at once. A polite close waits up to 30 s for the answer of a browser that may
 * not be there any more, with all that was queued for it still in memory.
 */
export function terminate(connection: unknown): void {
  ;(connection as Connection).transport.socket?.terminate?.()
}

/** How long browsers may take to answer the polite close: so many looks, so far apart, ms. */
const looks = 10
const lookEveryMs = 20

/**
 * Ends every connection, politely first. Without a goodbye of Socket.IO, after which its clients do
 * not come back: this server may stand again in a moment.
 */
export async function endConnections(io: LiveServer): Promise<void> {
  const { clients } = io.engine as unknown as { clients: Record<string, Connection> }
  const open = Object.values(clients)
  io.engine.close()
  for (let look = 0; look < looks && Object.keys(clients).length > 0; look += 1) {
    await sleep(lookEveryMs)
  }
  for (const connection of open) terminate(connection)
}

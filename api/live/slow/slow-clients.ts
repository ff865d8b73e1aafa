import type { Clock } from '#domain/operation/clock.ts'
import { isDrained } from './backlog.ts'
import type { LiveSocket } from '../live-server.ts'
import { terminate } from './terminate.ts'

/** Where a browser stands that was taken out of its rooms because it did not read. */
export interface Standing {
  seq: number
  crossingSeq: number
  registry: string
}

/** How often we look whether a browser has caught its breath, ms. */
const lookEveryMs = 100

/**
 * Browsers that read slower than we send. They get nothing until their socket is empty, then one
 * update from where they stand; after `maxMs` of not reading they are cut off.
 */
export function createSlowClients(options: {
  clock: Clock
  maxMs: number
  onDrained(socket: LiveSocket, standing: Standing): void
}) {
  const { clock, maxMs, onDrained } = options
  const waiting = new Map<LiveSocket, Standing & { sinceMs: number }>()
  let timer: NodeJS.Timeout | undefined

  function look(): void {
    for (const [socket, standing] of waiting) {
      if (!socket.connected) waiting.delete(socket)
      else if (isDrained(socket)) {
        waiting.delete(socket)
        onDrained(socket, standing)
      } else if (clock.monotonicMs() - standing.sinceMs > maxMs) {
        waiting.delete(socket)
        terminate(socket.conn)
      }
    }
    if (waiting.size > 0) return
    clearInterval(timer)
    timer = undefined
  }

  return {
    add(socket: LiveSocket, standing: Standing): void {
      if (waiting.has(socket)) return
      waiting.set(socket, { ...standing, sinceMs: clock.monotonicMs() })
      timer ??= setInterval(look, lookEveryMs)
    },
    /** Where a browser stands that is behind, and no longer waits for it: it asked by itself. */
    take(socket: LiveSocket): Standing | undefined {
      const standing = waiting.get(socket)
      waiting.delete(socket)
      return standing
    },
    close: () => clearInterval(timer),
  }
}

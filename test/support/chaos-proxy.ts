import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import type { Random } from '#domain/kinds/simulation.ts'

/** A bad line, one way. TCP hides what is lost; what remains to be seen of it is time. */
export interface Link {
  /** Time from end to end, and how much more it may be, ms. */
  latencyMs: number
  jitterMs: number
  /** Share of the segments that are lost and come after a retransmission timeout. */
  lossShare: number
  bytesPerS: number
  /** Whether all connections share these bytes, as behind one modem, or each has as many. */
  isShared: boolean
  /** Share of the segments at which the whole connection is reset. */
  resetShare: number
}

export const goodLink: Link = {
  latencyMs: 0,
  jitterMs: 0,
  lossShare: 0,
  bytesPerS: Infinity,
  isShared: false,
  resetShare: 0,
}

/** Stands between clients and a server on loopback and is as bad as it is told to be. */
export interface ChaosProxy {
  readonly port: number
  /** Connections reset so far. */
  readonly resets: number
  /** From now on no byte goes either way, and nobody is told: half-open connections. */
  freeze(): void
  thaw(): void
  close(): void
}

/** First retransmission timeout; each further one is twice as long [RFC 6298 §5]. */
const retransmissionMs = 200
const segmentBytes = 1_460
/** Bytes on the way in one direction before the sender has to wait, as a full send buffer does. */
const underWayMax = 256 * 1024

interface Shared {
  link: Link
  random: Random
  isFrozen: () => boolean
  /** Resolves when bytes may go again. */
  thawed: () => Promise<void>
}

/** One way of a line: when it has sent what was given to it. */
interface Way {
  freeMs: number
}

/** The time a segment spends in being lost, ms. */
function lossDelayMs({ link, random }: Shared): number {
  let delay = 0
  for (let timeout = retransmissionMs; random() < link.lossShare; timeout *= 2) delay += timeout
  return delay
}

/** Carries bytes from one socket to the other, in order, each segment at its time. */
function carry(from: Socket, to: Socket, shared: Shared & { way: Way; onReset: () => void }): void {
  const { link, random, way } = shared
  let lastDueMs = 0
  let underWay = 0
  // Two timers for nearly the same moment may go off either way round; TCP never turns bytes round.
  const onTheWay: Buffer[] = []

  const deliverNext = async () => {
    if (shared.isFrozen()) await shared.thawed()
    const segment = onTheWay.shift()
    if (!segment) return
    underWay -= segment.length
    if (underWay < underWayMax && from.isPaused()) from.resume()
    if (!to.destroyed) to.write(segment)
  }
  const send = (segment: Buffer) => {
    if (random() < link.resetShare) return shared.onReset()
    const nowMs = performance.now()
    way.freeMs = Math.max(nowMs, way.freeMs) + (segment.length / link.bytesPerS) * 1000
    const wayMs = link.latencyMs + random() * link.jitterMs + lossDelayMs(shared)
    // A segment waits for the one before it, as the receiving TCP would let it.
    lastDueMs = Math.max(lastDueMs, way.freeMs + wayMs)
    underWay += segment.length
    onTheWay.push(segment)
    setTimeout(() => void deliverNext(), lastDueMs - nowMs)
  }
  from.on('data', (chunk: Buffer) => {
    for (let at = 0; at < chunk.length; at += segmentBytes) {
      send(chunk.subarray(at, at + segmentBytes))
    }
    if (underWay >= underWayMax) from.pause()
  })
}

/** Starts a proxy in front of a port of loopback. The same seed gives the same misfortunes. */
export async function startChaosProxy(options: {
  target: number
  link?: Partial<Link>
  random: Random
}): Promise<ChaosProxy> {
  const sockets = new Set<Socket>()
  let resets = 0
  let frozen: PromiseWithResolvers<void> | undefined
  const shared: Shared = {
    link: { ...goodLink, ...options.link },
    random: options.random,
    isFrozen: () => frozen !== undefined,
    thawed: () => frozen?.promise ?? Promise.resolve(),
  }
  const [up, down]: [Way, Way] = [{ freeMs: 0 }, { freeMs: 0 }]
  const server = createServer({ noDelay: true }, (client) => {
    const upstream = connect({ host: '127.0.0.1', port: options.target, noDelay: true })
    const onReset = () => {
      resets += 1
      client.resetAndDestroy()
      upstream.resetAndDestroy()
    }
    const isAlone = !shared.link.isShared
    carry(client, upstream, { ...shared, onReset, way: isAlone ? { freeMs: 0 } : up })
    carry(upstream, client, { ...shared, onReset, way: isAlone ? { freeMs: 0 } : down })
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket)
      socket.on('error', () => undefined)
      socket.on('close', () => {
        sockets.delete(socket)
        // A dead line does not carry the news of its own death.
        if (frozen === undefined) other.destroy()
      })
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    get resets() {
      return resets
    },
    freeze: () => {
      frozen ??= Promise.withResolvers()
    },
    thaw: () => {
      frozen?.resolve()
      frozen = undefined
    },
    close() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}

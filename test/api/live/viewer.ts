import { io, type Socket } from 'socket.io-client'
import { livePath } from '#domain/live-stream.ts'
import type {
  ClientToServerEvents,
  DevicesUpdate,
  LiveDevice,
  ServerToClientEvents,
  WatchReply,
  WatchRequest,
} from '#domain/wire/live.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { HealthResource } from '#domain/wire/health.ts'

/** What a page does, without the page: a real Socket.IO client that keeps all it hears. */
export interface Viewer {
  socket: Socket<ServerToClientEvents, ClientToServerEvents>
  /** Every change in the order it came, those in answers to `watch` included. */
  changes: LiveDevice[]
  updates: DevicesUpdate[]
  crossings: CrossingResource[]
  health: HealthResource[]
  reloads: number
  /** Where it stands. */
  seq: number
  crossingSeq: number
  watch(request?: Partial<WatchRequest>): Promise<WatchReply>
  /** Resolves when the server ended the connection. */
  ended: Promise<void>
  close(): void
}

interface ViewerOptions {
  token?: string
  headers?: Record<string, string>
}

/** Connects; rejects with the server's reason when it is not let in. */
export async function openViewer(url: string, options: ViewerOptions = {}): Promise<Viewer> {
  const socket: Viewer['socket'] = io(url, {
    path: livePath,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: options.token === undefined ? {} : { token: options.token },
    extraHeaders: options.headers ?? {},
  })
  const viewer = createViewer(socket)
  await new Promise<void>((done, fail) => {
    socket.once('connect', done)
    socket.once('connect_error', fail)
  }).catch((error: unknown) => {
    socket.close()
    throw error
  })
  return viewer
}

function createViewer(socket: Viewer['socket']): Viewer {
  const take = (update: DevicesUpdate) => {
    viewer.seq = update.seq
    viewer.changes.push(...update.changes)
  }
  const takeCrossings = (crossings: CrossingResource[]) => {
    viewer.crossings.push(...crossings)
    viewer.crossingSeq = crossings.at(-1)?.crossing_seq ?? viewer.crossingSeq
  }
  const viewer: Viewer = {
    socket,
    changes: [],
    updates: [],
    crossings: [],
    health: [],
    reloads: 0,
    seq: 0,
    crossingSeq: -1,
    watch(request = {}) {
      const standing = { since: viewer.seq, since_crossing: viewer.crossingSeq }
      const full = { kinds: ['flood', 'wifi'], health: false, ...standing, ...request }
      return new Promise((done) => {
        // Taken at once, not in a later turn: an update may stand right behind the answer.
        socket.emit('watch', full, (reply) => {
          take(reply.update)
          takeCrossings(reply.crossings)
          done(reply)
        })
      })
    },
    ended: new Promise((done) => socket.once('disconnect', () => done())),
    close: () => socket.close(),
  }
  socket.on('devices', (update) => {
    viewer.updates.push(update)
    take(update)
  })
  socket.on('crossings', takeCrossings)
  socket.on('health', (health) => viewer.health.push(health))
  socket.on('reload', () => (viewer.reloads += 1))
  return viewer
}

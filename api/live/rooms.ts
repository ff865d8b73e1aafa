import { isBacklogged } from './slow/backlog.ts'
import type { LiveServer, LiveSocket } from './live-server.ts'

/** Everybody who listens at all: gets the heartbeat. */
export const heardRoom = 'heard'
/** Everybody who watches: gets crossings, whatever kinds they watch. */
export const watchRoom = 'watch'
/** Pages that show how the platform is. */
export const healthRoom = 'health'

/** The room of those who watch the same kinds: all of them get one and the same text. */
export const viewOf = (kinds: readonly string[]) => `view:${kinds.toSorted().join(',')}`
export const kindsOfView = (view: string) => view.slice('view:'.length).split(',')

/**
 * Who gets what. A browser that does not read is taken out of all rooms before anything is sent
 * to them, so what waits for it stays bounded; `onBehind` is told.
 */
export function createRooms(io: LiveServer, onBehind: (socket: LiveSocket) => void) {
  const { adapter, sockets } = io.of('/')
  // Every socket has a room of its own too, so the few views are kept apart.
  const views = new Set<string>()
  adapter.on('create-room', (room: string) => room.startsWith('view:') && views.add(room))
  adapter.on('delete-room', (room: string) => views.delete(room))

  const membersOf = (room: string): LiveSocket[] =>
    [...(adapter.rooms.get(room) ?? [])].flatMap((id) => sockets.get(id) ?? [])

  const leave = (socket: LiveSocket) => {
    for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room)
  }

  return {
    views: (): ReadonlySet<string> => views,
    /** False for one that does not watch yet, and for one that is behind. */
    isWatching: (socket: LiveSocket) => socket.rooms.has(watchRoom),
    isEmpty: (room: string) => !adapter.rooms.has(room),
    /** Puts a browser where its `data` says it belongs. */
    enter(socket: LiveSocket): void {
      leave(socket)
      const { view, health } = socket.data
      void socket.join(heardRoom)
      if (view !== null) void socket.join([watchRoom, view])
      if (health) void socket.join(healthRoom)
    },
    /** Call before a broadcast to `room`. */
    dropBacklogged(room: string): void {
      for (const socket of membersOf(room)) {
        if (!isBacklogged(socket)) continue
        leave(socket)
        onBehind(socket)
      }
    },
  }
}

export type Rooms = ReturnType<typeof createRooms>

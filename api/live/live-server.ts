import type { Heart } from '#heart/heart.ts'
import type { DefaultEventsMap, Server, Socket } from 'socket.io'
import type { ClientToServerEvents, ServerToClientEvents } from '#domain/wire/live.ts'

/** What the stream follows. */
export type LiveIngest = Pick<
  Heart,
  'board' | 'alarms' | 'addConsumer' | 'onCrossings' | 'onConnected'
>

/** What we keep of one browser. */
export interface SocketData {
  /** Kinds it watches, as the name of its room; null before `watch`. */
  view: string | null
  health: boolean
  /** False for one that gets the public part only. */
  readsAll: boolean
  /** Whether it may see how the platform is. */
  readsHealth: boolean
  /** False once its token ended. */
  isAllowed(): boolean
}

export type LiveServer = Server<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>
export type LiveSocket = Socket<
  ClientToServerEvents,
  ServerToClientEvents,
  DefaultEventsMap,
  SocketData
>

import { setTimeout as sleep } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { createReloads } from '#dashboard/logic/operation/reloads.ts'
import type {
  Beat,
  ClientToServerEvents,
  DevicesUpdate,
  ServerToClientEvents,
  WatchReply,
} from '#domain/wire/live.ts'
import { livePath } from '#domain/live-stream.ts'
import type { DeviceCollection } from '#domain/wire/device.ts'
import { askJson } from '../load/ask.ts'
import { keyHeaders } from '#test/support/operator-key.ts'
import { PageNotes } from './page-notes.ts'

/** Pauses between two tries to connect, ms. */
export interface Pauses {
  firstMs: number
  maxMs: number
}

/** A page of the city that is open until it is closed, whatever becomes of the server. */
export interface Page {
  readonly notes: PageNotes
  /** Resolves when the server has nothing new to tell. */
  calm(): Promise<void>
  close(): void
}

/** Where the page stands, as `WatchRequest` says it. */
interface Standing {
  seq: number
  registry: string
  run?: string
}

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Loads the devices, then follows them by the protocol of `dashboard/state/live.ts`. */
export async function openPage(url: string, pauses: Pauses): Promise<Page> {
  const notes = new PageNotes()
  const standing: Standing = { seq: 0, registry: '' }
  const beats = new Set<(beat: Beat) => void>()
  let isOpen = true

  const load = async () => {
    if (!isOpen) return
    const collection = await askJson<DeviceCollection>(`${url}/v1/devices`)
    standing.seq = Math.max(standing.seq, collection.seq)
    standing.registry = collection.registry
    notes.takeSnapshot(collection)
  }
  const reload = createReloads({ load, pause: (ms) => sleep(ms, undefined, { ref: false }) })

  const takeUpdate = (update: DevicesUpdate) => {
    standing.seq = Math.max(standing.seq, update.seq)
    if (!notes.takeChanges(update.changes)) reload()
  }
  let openedTs: number | undefined
  const takeReply = ({ run, update, crossings, server_ts, reload: mustReload }: WatchReply) => {
    openedTs ??= server_ts
    const isOtherRun = standing.run !== undefined && standing.run !== run
    standing.run = run
    if (isOtherRun) notes.forgetChangeNumbers()
    standing.seq = update.seq
    takeUpdate(update)
    const before = notes.crossings.size
    if (isOtherRun) notes.takeAnew(crossings, openedTs)
    else notes.takeCrossings(crossings)
    notes.resumed += notes.crossings.size - before
    if (mustReload) reload()
  }

  await load()
  const socket: LiveSocket = io(url, {
    path: livePath,
    transports: ['websocket'],
    extraHeaders: keyHeaders(url),
    forceNew: true,
    reconnectionDelay: pauses.firstMs,
    reconnectionDelayMax: pauses.maxMs,
    timeout: 5_000,
  })
  const watch = () => {
    const { seq: since, ...known } = standing
    const since_crossing = notes.newestCrossing
    const request = { kinds: ['flood'], since, since_crossing, ...known, health: false }
    socket.emit('watch', request, takeReply)
  }
  socket.on('connect', () => {
    notes.connections += 1
    watch()
  })
  // Socket.IO takes the goodbye of a server for the last word.
  socket.on('disconnect', (reason) => {
    if (reason !== 'io server disconnect') return
    setTimeout(() => isOpen && socket.connect(), pauses.maxMs).unref()
  })
  socket.on('devices', takeUpdate)
  socket.on('crossings', (list) => notes.takeCrossings(list))
  socket.on('reload', reload)
  socket.on('beat', (beat) => {
    for (const listen of beats) listen(beat)
    if (beat.crossing_seq > notes.newestCrossing) watch()
  })
  return {
    notes,
    calm: () => untilCalm(beats, notes),
    close() {
      isOpen = false
      socket.close()
    },
  }
}

/** Heartbeats after which a page that still lacks a crossing will not be given it any more. */
const beatsMax = 4

/**
 * Two heartbeats without a crossing between them, and none that the page lacks; or some more, and
 * what it lacks is a figure then.
 */
function untilCalm(beats: Set<(beat: Beat) => void>, notes: PageNotes): Promise<void> {
  return new Promise((resolve) => {
    let before = NaN
    let same = 0
    const listen = ({ crossing_seq }: Beat) => {
      same = crossing_seq === before ? same + 1 : 1
      before = crossing_seq
      const hasAll = notes.newestCrossing >= crossing_seq
      if (same < (hasAll ? 2 : beatsMax)) return
      beats.delete(listen)
      resolve()
    }
    beats.add(listen)
  })
}

import { effect } from '@preact/signals'
import { io, type Socket } from 'socket.io-client'
import { livePath } from '#domain/live-stream.ts'
import type {
  ClientToServerEvents,
  DevicesUpdate,
  ServerToClientEvents,
  WatchReply,
} from '#domain/wire/live.ts'
import { unstableAfterMs } from '../logic/operation/connection.ts'
import { createReloads } from '../logic/operation/reloads.ts'
import { page } from './address.ts'
import { announceCrossings } from './announce/announce-crossings.ts'
import { kinds } from './city.ts'
import { heard, showRestored, silentMs } from './connection.ts'
import { lostPerson, waitUntilIn } from './lost-person.ts'
import { clockDoubt } from './platform/clock-doubt.ts'
import { addCrossings, newestCrossingSeq, replaceCrossings } from './crossings.ts'
import { applyChanges, forgetChangeNumbers } from './fleet.ts'
import { health } from './platform/health.ts'
import { loadDevices, loadState, snapshot } from './load-city.ts'
import { loadReader, reader } from './reader.ts'
import { pulse } from './platform/pulse.ts'
import { serverNow, setServerTime } from './server-clock.ts'

type LiveSocket = Socket<ServerToClientEvents, ClientToServerEvents>

/** Longest pause between two tries to connect, ms: an officer must not wait for a back-off. */
const reconnectMaxMs = 3_000

let seq = 0
/** Server time of the first answer; undefined before it. */
let openedTs: number | undefined
/** The run of the server that the page follows; undefined before its first answer. */
let run: string | undefined

function applyUpdate(update: DevicesUpdate): void {
  setServerTime(update.server_ts)
  heard(update.server_ts)
  seq = Math.max(seq, update.seq)
  const unknown = applyChanges(update.changes, serverNow())
  if (unknown.length > 0) reloadDevices()
}

const reloadDevices = createReloads({
  async load() {
    await loadDevices()
    seq = Math.max(seq, snapshot.seq)
  },
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),
})

function takeReply(reply: WatchReply, missedMs: number): void {
  const isOtherRun = run !== undefined && run !== reply.run
  run = reply.run
  if (isOtherRun) forgetChangeNumbers()
  // Also where it falls: a restored city counts on from an earlier number.
  seq = reply.update.seq
  applyUpdate(reply.update)
  const fresh = isOtherRun
    ? replaceCrossings(reply.crossings, openedTs ?? reply.server_ts)
    : addCrossings(reply.crossings)
  if (reply.reload) reloadDevices()
  // The first answer brings history, which is no news, and a slow start interrupted nothing.
  if (openedTs === undefined) {
    openedTs = reply.server_ts
    return
  }
  announceCrossings(fresh)
  if (missedMs > unstableAfterMs) showRestored(reply.server_ts, missedMs)
}

function watch(socket: LiveSocket): void {
  const missedMs = silentMs()
  socket.emit(
    'watch',
    {
      kinds: kinds.peek().map((kind) => kind.id),
      since: seq,
      since_crossing: newestCrossingSeq(),
      registry: snapshot.registry,
      ...(run !== undefined && { run }),
      health: page.peek().showsHealth === true,
    },
    (reply) => takeReply(reply, missedMs),
  )
}

/** The session ended while the page was open, or the server was not up yet when we asked. */
async function askReader(socket: LiveSocket): Promise<void> {
  const isKnown = await loadReader().then(
    () => reader.peek() !== null,
    () => true,
  )
  if (lostPerson.peek() !== null) {
    await waitUntilIn()
    socket.connect()
  } else if (isKnown) setTimeout(() => socket.connect(), reconnectMaxMs)
  else loadState.value = 'signed_out'
}

function listen(socket: LiveSocket): void {
  socket.on('connect', () => watch(socket))
  // Socket.IO takes the goodbye of a server for the last word; a city always comes back.
  socket.on('connect_error', ({ message }) => {
    // Socket.IO takes this for the last word too; whoever signs in again goes on from here.
    if (message === 'unauthorized') void askReader(socket)
  })
  socket.on('disconnect', (reason) => {
    // A session that was ended, or a server that stops; the page says at once which.
    if (reason === 'io server disconnect') void askReader(socket)
  })
  socket.on('devices', applyUpdate)
  socket.on('crossings', (list) => announceCrossings(addCrossings(list)))
  socket.on('reload', reloadDevices)
  socket.on('health', (state) => {
    heard(state.server_ts)
    health.value = state
  })
  socket.on('beat', (beat) => {
    setServerTime(beat.server_ts)
    heard(beat.server_ts)
    pulse.value = beat.pulse
    clockDoubt.value = beat.clock_doubt
    // A crossing must never be missed: a number ahead of ours asks again.
    if (beat.crossing_seq > newestCrossingSeq()) watch(socket)
  })
}

/** Follows the city live. The only writer of device, crossing and health signals after loading. */
export function startLive(): () => void {
  seq = snapshot.seq
  const socket: LiveSocket = io({
    path: livePath,
    // No long polling: one origin, one upgrade, and a silent proxy shows as silence.
    transports: ['websocket'],
    reconnectionDelay: 500,
    reconnectionDelayMax: reconnectMaxMs,
    timeout: 5_000,
  })
  listen(socket)
  const stopFollowing = effect(() => {
    void page.value
    if (socket.connected) watch(socket)
  })
  return () => {
    stopFollowing()
    socket.close()
  }
}

import type { Clock } from '#domain/operation/clock.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { WatchReply } from '#domain/wire/live.ts'
import type { ApiLimits } from '../parts.ts'
import type { RegistryTag } from '../devices/registry-tag.ts'
import { isBacklogged } from './slow/backlog.ts'
import type { Broadcasts } from './broadcasts.ts'
import type { DeviceStream } from './device-stream.ts'
import type { LiveIngest, LiveServer, LiveSocket } from './live-server.ts'
import { createRequestRate } from './pace/request-rate.ts'
import { kindsOfView, viewOf, type Rooms } from './rooms.ts'
import type { Standing } from './slow/slow-clients.ts'
import { createWatchReply, parseWatchRequest, type Sent } from './watch.ts'

/** Answers `watch`. Whoever sends something else, or too much of it, is not a page of ours. */
export function serveSockets(
  io: LiveServer,
  parts: {
    ingest: LiveIngest
    clock: Clock
    kinds: readonly Kind[]
    limits: ApiLimits
    rooms: Rooms
    stream: DeviceStream
    registryTag: RegistryTag
    run: string
    broadcasts: Broadcasts
    slow: { take(socket: LiveSocket): Standing | undefined }
  },
): void {
  const { clock, ingest, limits, rooms, stream, registryTag, run, broadcasts, slow } = parts
  const known = new Set(parts.kinds.map((kind) => kind.id))
  const open = new Set(parts.kinds.filter(({ isPublic }) => isPublic).map((kind) => kind.id))

  const findSent = (socket: LiveSocket): Sent | undefined => {
    const { view } = socket.data
    const now = { seq: stream.seq, crossingSeq: broadcasts.crossingSeq }
    const standing = slow.take(socket) ?? (rooms.isWatching(socket) ? now : undefined)
    return standing && { ...standing, kinds: view === null ? [] : kindsOfView(view) }
  }

  io.on('connection', (socket) => {
    const withinRate = createRequestRate(limits.liveRequestsPerSecond, clock)
    rooms.enter(socket)
    socket.on('watch', (input: unknown, reply: unknown) => {
      const request = parseWatchRequest(input)
      // Answers can be large: who does not read them may not ask for more.
      if (!request || !isReply(reply) || !withinRate() || isBacklogged(socket)) {
        socket.disconnect(true)
        return
      }
      const { readsAll, readsHealth } = socket.data
      const readable = readsAll ? known : open
      const kinds = [...new Set(request.kinds)].filter((kind) => readable.has(kind))
      const answer = createWatchReply({ ...request, kinds }, findSent(socket), {
        stream,
        alarms: ingest.alarms,
        registryTag,
        run,
        now: clock.now(),
      })
      socket.data.view = viewOf(kinds)
      socket.data.health = request.health && readsHealth
      rooms.enter(socket)
      reply(answer)
    })
  })
}

const isReply = (value: unknown): value is (answer: WatchReply) => void =>
  typeof value === 'function'

import { randomUUID } from 'node:crypto'
import type { Server as HttpServer } from 'node:http'
import type { Accounts } from '#accounts/accounts.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { heartbeatMs } from '#domain/live-stream.ts'
import type { HealthResource } from '#domain/wire/health.ts'
import type { RegistryTag } from '../devices/registry-tag.ts'
import { createBroadcasts, type Broadcasts } from './broadcasts.ts'
import { createBusyShare } from './pace/busy-share.ts'
import { createCatchUp } from './slow/catch-up.ts'
import { createDeviceStream, type DeviceStream } from './device-stream.ts'
import { createFlushWindow } from './pace/flush-window.ts'
import { createLatency } from './pace/latency.ts'
import type { LiveIngest, LiveServer } from './live-server.ts'
import type { LiveStats } from '#domain/wire/health.ts'
import { createRooms } from './rooms.ts'
import { sendChanges } from './send-changes.ts'
import { serveSockets } from './serve-sockets.ts'
import { createSlowClients } from './slow/slow-clients.ts'
import { endConnections } from './slow/terminate.ts'
import { createSocketServer, type SocketServerOptions } from './socket-server.ts'

export interface Live {
  stats(): LiveStats
  /** Ends every connection; the HTTP server goes on. */
  close(): Promise<void>
}

export interface LiveParts extends SocketServerOptions {
  ingest: LiveIngest
  directory: DeviceDirectory
  accounts: Pick<Accounts, 'onEnded'>
  clock: Clock
  kinds: readonly Kind[]
  registryTag: RegistryTag
  health: () => HealthResource
}

/** The live stream on `server`: devices, crossings, health and a heartbeat over Socket.IO. */
export function startLive(server: HttpServer, parts: LiveParts): Live {
  const { ingest, clock, limits, registryTag } = parts
  const { io, connections } = createSocketServer(server, parts)
  const window = createFlushWindow(createBusyShare(clock))
  const latency = createLatency()
  const rooms = createRooms(io, (socket) => {
    const { crossingSeq } = broadcasts
    slow.add(socket, { seq: stream.seq, crossingSeq, registry: registryTag.get() })
  })
  const stream: DeviceStream = createDeviceStream({
    board: ingest.board,
    clock,
    window,
    send: (states, seq) => sendChanges(states, seq, { io, rooms, clock }),
    onSent: latency.record,
  })
  const broadcasts: Broadcasts = createBroadcasts({ ...parts, io, rooms, stream })
  const slow = createSlowClients({
    clock,
    maxMs: limits.liveBehindMaxMs,
    onDrained: createCatchUp({ ...parts, rooms, stream }),
  })
  serveSockets(io, { ...parts, run: randomUUID(), rooms, stream, broadcasts, slow })

  const heartbeat = setInterval(() => {
    endRevoked(io)
    broadcasts.sendBeat()
  }, heartbeatMs)
  const unsubscribe = [
    ingest.addConsumer({ name: 'live', apply: stream.apply }),
    ingest.onCrossings(broadcasts.sendCrossings),
    ingest.onConnected(stream.show),
    // At once: whoever was let go sees nothing more, and others never wait for the next beat.
    parts.accounts.onEnded(() => endRevoked(io)),
    parts.directory.onChanged(broadcasts.sendReload),
  ]
  return {
    stats: () => ({
      clients: connections.total,
      window_ms: window.ms,
      emit_p99_ms: latency.p99(),
    }),
    close() {
      for (const end of unsubscribe) end()
      clearInterval(heartbeat)
      stream.close()
      slow.close()
      return endConnections(io)
    },
  }
}

/** A token that ended since the handshake ends the stream that it opened. */
function endRevoked(io: LiveServer): void {
  for (const socket of io.of('/').sockets.values()) {
    if (!socket.data.isAllowed()) socket.disconnect(true)
  }
}

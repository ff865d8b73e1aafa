import type { Clock } from '#domain/operation/clock.ts'
import type { CrossingResource } from '#domain/wire/crossing.ts'
import type { HealthResource } from '#domain/wire/health.ts'
import type { DeviceStream } from './device-stream.ts'
import type { LiveIngest, LiveServer } from './live-server.ts'
import { healthRoom, heardRoom, watchRoom, type Rooms } from './rooms.ts'

/** What everybody gets: crossings at once, a heartbeat, health for those who look at it. */
export interface Broadcasts {
  /** Newest crossing that those who watch have. */
  readonly crossingSeq: number
  /** Never waits for a window: an officer decides on it. */
  sendCrossings(crossings: readonly CrossingResource[]): void
  /** The registry changed: load the devices again. */
  sendReload(): void
  sendBeat(): void
}

export function createBroadcasts(parts: {
  io: LiveServer
  rooms: Rooms
  stream: DeviceStream
  ingest: LiveIngest
  clock: Clock
  health: () => HealthResource
}): Broadcasts {
  const { io, rooms, stream, clock } = parts
  let crossingSeq = parts.ingest.alarms.crossingSeq
  return {
    get crossingSeq() {
      return crossingSeq
    },
    sendCrossings(crossings) {
      rooms.dropBacklogged(watchRoom)
      crossingSeq = crossings.at(-1)?.crossing_seq ?? crossingSeq
      io.to(watchRoom).emit('crossings', [...crossings])
    },
    sendReload() {
      rooms.dropBacklogged(heardRoom)
      io.to(heardRoom).emit('reload')
    },
    sendBeat() {
      rooms.dropBacklogged(heardRoom)
      const health = parts.health()
      const { pulse, clock_doubt } = health
      const stands = { server_ts: clock.now(), seq: stream.seq, crossing_seq: crossingSeq }
      io.to(heardRoom).emit('beat', { ...stands, pulse, clock_doubt })
      if (!rooms.isEmpty(healthRoom)) io.to(healthRoom).emit('health', health)
    },
  }
}

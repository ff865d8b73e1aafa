import type { RegistryTag } from '../../devices/registry-tag.ts'
import type { DeviceStream } from '../device-stream.ts'
import type { LiveIngest, LiveSocket } from '../live-server.ts'
import { kindsOfView, type Rooms } from '../rooms.ts'
import type { Standing } from './slow-clients.ts'

/**
 * Brings a browser that was behind to where its rooms stand, in one update however much happened,
 * and puts it back into them.
 */
export function createCatchUp(parts: {
  ingest: LiveIngest
  rooms: Rooms
  stream: DeviceStream
  registryTag: RegistryTag
}): (socket: LiveSocket, standing: Standing) => void {
  const { ingest, rooms, stream, registryTag } = parts
  return (socket, standing) => {
    const { view } = socket.data
    if (standing.registry !== registryTag.get()) socket.emit('reload')
    if (view !== null) {
      const crossings = ingest.alarms.crossingsSince(standing.crossingSeq)
      if (crossings.length > 0) socket.emit('crossings', crossings)
      const kinds = kindsOfView(view).map((kind) => [kind, standing.seq] as const)
      const update = stream.updateSince(new Map(kinds))
      if (update.changes.length > 0) socket.emit('devices', update)
    }
    rooms.enter(socket)
  }
}

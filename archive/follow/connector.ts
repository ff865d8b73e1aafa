import type { Clock } from '#domain/operation/clock.ts'
import type { ArchiveAddress } from '#archive/influx/address.ts'
import { connectArchive, isConnection, type ArchiveConnection } from '#archive/influx/connect.ts'
import { ArchiveError } from '#archive/influx/http.ts'

// A server may be replaced by another version, or its clock be moved, while we are connected.
const keptForMs = 600_000

export interface Connector {
  /** The connection, asked for anew every ten minutes. Throws `ArchiveError` with the reason. */
  get(): Promise<ArchiveConnection>
  /** Asks again next time: the server may be another one now. */
  forget(): void
}

export function createConnector(address: ArchiveAddress, clock: Clock): Connector {
  let connection: ArchiveConnection | undefined
  let keptUntilMs = 0
  return {
    get: async () => {
      if (connection && clock.monotonicMs() < keptUntilMs) return connection
      const found = await connectArchive(address, () => clock.now())
      if (!isConnection(found)) {
        throw new ArchiveError(found.words, { status: 0, stop: found.reason })
      }
      connection = found
      keptUntilMs = clock.monotonicMs() + keptForMs
      return connection
    },
    forget: () => {
      connection = undefined
    },
  }
}

import type { Clock } from '#domain/operation/clock.ts'
import type { ArchiveDatabase, ArchiveSession } from '../port.ts'

// A server may be replaced by another version, or its clock be moved, while we are connected.
const keptForMs = 600_000

export interface Connector {
  /** The session, opened anew every ten minutes. Throws `ArchiveError` with the reason. */
  get(): Promise<ArchiveSession>
  /** Opens another next time: the server may be another one now. */
  forget(): void
}

export function createConnector(
  database: ArchiveDatabase,
  clock: Clock,
  onOpen: (session: ArchiveSession) => void = () => {},
): Connector {
  let session: ArchiveSession | undefined
  let keptUntilMs = 0
  return {
    get: async () => {
      if (session && clock.monotonicMs() < keptUntilMs) return session
      session = await database.open()
      onOpen(session)
      keptUntilMs = clock.monotonicMs() + keptForMs
      return session
    },
    forget: () => {
      session = undefined
    },
  }
}

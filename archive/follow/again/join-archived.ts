import type { FieldGroup } from '#domain/readings/field-groups.ts'
import { mergeMessage } from '#domain/readings/merge.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { ArchiveSession } from '../../port.ts'

export interface JoinScope {
  /** How long the recent store keeps readings, ms. */
  retentionMs: number
  /** Fields of a kind that mean something only together. */
  groupsOf: (kind: string) => readonly FieldGroup[]
}

/**
 * A reading that came after the recent store had dropped what was there of its moment: joined to
 * what the archive has, so that it adds its fields there and takes none away.
 */
export async function joinArchived(
  reading: Reading,
  { retentionMs, groupsOf }: JoinScope,
  session: Pick<ArchiveSession, 'findReading'>,
): Promise<Reading> {
  const { kind, ts, received_ts } = reading
  if (ts >= received_ts - retentionMs) return reading
  const archived = await session.findReading(reading)
  if (!archived) return reading
  const known = { shown: archived, said: [archived.values] }
  return mergeMessage(known, reading, groupsOf(kind)).reading
}

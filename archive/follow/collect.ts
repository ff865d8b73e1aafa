import {
  outcomes,
  type JournalBatch,
  type ReadingChange,
  type StoredChange,
} from '#domain/commit.ts'
import type { VerdictChange } from '#domain/facts/verdict.ts'
import { findRecorded } from '#domain/facts/archived-facts.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '#store/store.ts'
import type { ArchiveFact, ArchiveSession } from '../port.ts'
import { joinArchived, type JoinScope } from './again/join-archived.ts'

export interface CollectScope extends JoinScope {
  store: Pick<Store, 'listReadings'>
  /** Kinds of the program; rows of one that was taken out of it stay in the recent store. */
  kinds: ReadonlySet<string>
}

/**
 * What some journal batches have for the archive, in their order. Duplicates are there already;
 * what no record describes stays in the recent store. A verdict brings the reading that it speaks of.
 */
export async function collectFacts(
  batches: readonly JournalBatch<StoredChange>[],
  scope: CollectScope,
  session: Pick<ArchiveSession, 'findReading'>,
): Promise<ArchiveFact[]> {
  const facts: ArchiveFact[] = []
  for (const change of batches.flatMap(({ changes }) => changes)) {
    if (change.outcome === outcomes.duplicate) continue
    // Only a verdict, and what came very late, has to be looked up: a backlog has hundreds of
    // thousands of readings.
    const fact =
      change.type === 'verdict'
        ? await findJudged(change.record, scope, session)
        : change.type === 'reading'
          ? await toArchivedReading(change, scope, session)
          : toArchiveFact(change)
    if (fact) facts.push(fact)
  }
  return facts
}

/** The reading after the message, which names all of its fields where it may be there already. */
async function toArchivedReading(
  { reading, outcome }: ReadingChange,
  scope: CollectScope,
  session: Pick<ArchiveSession, 'findReading'>,
): Promise<ArchiveFact | undefined> {
  if (!scope.kinds.has(reading.kind)) return undefined
  if (outcome !== outcomes.stored) return { type: 'reading', reading, replaces: true }
  const joined = await joinArchived(reading, scope, session)
  return { type: 'reading', reading: joined, replaces: joined !== reading }
}

function toArchiveFact(change: Exclude<StoredChange, ReadingChange>): ArchiveFact | undefined {
  const isRevision = change.outcome === outcomes.revision
  const recorded = findRecorded(change)
  return recorded && { type: 'record', ...recorded, moved: isRevision }
}

/**
 * The reading as it stands now, with its newest verdict: from the recent store, or, where that has
 * dropped it, from the archive. None: judged while neither has it, so nothing is to be told.
 */
async function findJudged(
  { kind, device, ts, flag, reasons }: VerdictChange,
  { store, kinds }: CollectScope,
  session: Pick<ArchiveSession, 'findReading'>,
): Promise<ArchiveFact | undefined> {
  if (!kinds.has(kind)) return undefined
  const { items } = await store.listReadings(kind, device, { from: ts, to: ts + 1 }, { limit: 1 })
  if (items[0]) return { type: 'reading', reading: items[0], replaces: true }
  const archived = await session.findReading({ kind, device, ts })
  if (!archived) return undefined
  const reading: Reading = { ...archived, flag, reasons }
  return { type: 'reading', reading, replaces: true }
}

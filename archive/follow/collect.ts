import { outcomes, type JournalBatch, type StoredChange } from '#domain/commit.ts'
import type { VerdictChange } from '#domain/facts/verdict.ts'
import { findRecorded } from '#domain/facts/archived-facts.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '#store/store.ts'
import type { ArchiveFact, ArchiveSession } from '../port.ts'

export interface CollectScope {
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
    // Only a verdict has to be looked up: a backlog has hundreds of thousands of readings.
    const fact =
      change.type === 'verdict'
        ? await findJudged(change.record, scope, session)
        : toArchiveFact(change, scope)
    if (fact) facts.push(fact)
  }
  return facts
}

function toArchiveFact(change: StoredChange, { kinds }: CollectScope): ArchiveFact | undefined {
  const isRevision = change.outcome === outcomes.revision
  if (change.type === 'reading') {
    const { reading } = change
    return kinds.has(reading.kind) ? { type: 'reading', reading, replaces: isRevision } : undefined
  }
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

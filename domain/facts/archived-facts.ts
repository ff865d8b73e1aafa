import type { StoredChange } from '../commit.ts'
import type { ArchiveRecord, RecordedFact } from './archive-record.ts'
import type { Fact } from './fact.ts'
import { facts } from './index.ts'

/** A fact that is archived as a record. Readings go by their kind. */
export interface ArchivedFact extends Fact {
  readonly archive: ArchiveRecord
}

const isArchived = (fact: Fact): fact is ArchivedFact => fact.archive !== undefined

export const archivedFacts: readonly ArchivedFact[] = (facts as readonly Fact[]).filter(isArchived)

const byName = new Map(archivedFacts.map((fact) => [fact.name, fact]))

/** Undefined for a fact that stays in the recent store. */
export const findArchivedFact = (name: string): ArchivedFact | undefined => byName.get(name)

/** The record of a journal entry and what it is made of; undefined where it is not archived so. */
export function findRecorded(
  change: Exclude<StoredChange, { type: 'reading' }>,
): { record: ArchiveRecord; fact: RecordedFact } | undefined {
  const archived = findArchivedFact(change.type)
  return archived && { record: archived.archive, fact: change.record as RecordedFact }
}

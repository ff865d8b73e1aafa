import type { StoredChange } from '../commit.ts'
import { valueOf, type ArchiveRecord, type RecordedFact } from './archive-record.ts'
import { crossingRecord } from './crossing-record.ts'
import { eventRecord } from './event-record.ts'

/** Every fact that is archived as a record, by its type in the journal. Readings go by their kind. */
export const archivedFacts: Readonly<Record<string, ArchiveRecord>> = {
  event: eventRecord,
  crossing: crossingRecord,
}

/** The record of a journal entry and what it is made of; undefined where it is not archived so. */
export function findRecorded(
  change: StoredChange,
): { record: ArchiveRecord; fact: RecordedFact } | undefined {
  const { type } = change
  const record = Object.hasOwn(archivedFacts, type) ? archivedFacts[type] : undefined
  // A journal entry holds its fact under the name of its type.
  const fact = valueOf(change, type) as RecordedFact | undefined
  return record && fact && { record, fact }
}

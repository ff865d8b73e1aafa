import type { Outcome } from '#domain/commit.ts'
import { createRecordCheck } from '#domain/facts/check-record.ts'
import type { FactItem } from '#domain/facts/records.ts'
import { createEntry, type Group } from '#journal/group.ts'

/** Whether a fact is on disk. Not: the store cannot write now, and nothing of it was kept. */
export type Recorded = { ok: true; outcome: Outcome } | { ok: false; code: 'not_committed' }

export type RecordFact = (fact: FactItem) => Promise<Recorded>

/** Bytes that a fact may hold in memory, for the queue's account. */
const bytesPerFact = 1_000

/**
 * Commits facts that no device sent: what a rule found, or a person did. Each goes through the one
 * commit queue and is in the journal before the promise resolves. Throws for a record that its
 * declaration does not allow, because the store could take it never.
 */
export function createRecorder(submit: (group: Group) => void): RecordFact {
  // Compiled with the first fact: a start has enough to do.
  let isAllowed: ReturnType<typeof createRecordCheck> | undefined
  return async (fact) => {
    isAllowed ??= createRecordCheck()
    if (!isAllowed(fact.type, fact.record)) {
      throw new TypeError(`no record of a ${fact.type}: ${JSON.stringify(fact.record)}`)
    }
    const entry = createEntry(fact)
    return new Promise((resolve) => {
      submit({
        entries: [entry],
        bytes: bytesPerFact,
        settle: (committed) =>
          resolve(
            committed ? { ok: true, outcome: entry.outcome } : { ok: false, code: 'not_committed' },
          ),
      })
    })
  }
}

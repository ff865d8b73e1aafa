import { outcomes } from '#domain/commit.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Store } from '#store/store.ts'

const pageBatches = 500
const consumers = ['levels', 'board'] as const

interface JournalledBatch {
  seq: number
  /** Those that were stored as new. */
  stored: readonly Reading[]
  /** How many had been stored before. */
  duplicates: number
}

/** The readings of the journal, batch by batch. */
async function* readJournal(store: Store): AsyncGenerator<JournalledBatch> {
  let after = 0
  for (;;) {
    const batches = await store.readJournal(after, pageBatches)
    for (const { seq, changes } of batches) {
      const readings = changes.filter((change) => change.type === 'reading')
      const withOutcome = (outcome: number) => readings.filter((one) => one.outcome === outcome)
      const stored = withOutcome(outcomes.stored).map(({ reading }) => reading)
      yield { seq, stored, duplicates: withOutcome(outcomes.duplicate).length }
      after = seq
    }
    if (batches.length < pageBatches) return
  }
}

/** By device, the times of its readings; in the journal in the order in which they came. */
type TimesByDevice = ReadonlyMap<string, ReadonlySet<number>>

/**
 * The first time of a device that has to be in the journal. What every consumer has passed is
 * deleted after a minute: then, from a device's first reading in the journal on, all that follow
 * have to be there, if they came in order.
 */
function firstTsOf(device: string, given: ReadonlySet<number>, options: JournalOptions): number {
  if (!options.mayBePruned) return -Infinity
  const [first = Infinity] = given
  return options.inOrder.includes(device) ? first : Infinity
}

/** Stored readings that no consumer was given. */
function countMissing(stored: TimesByDevice, journalled: TimesByDevice, options: JournalOptions) {
  let missing = 0
  for (const [device, times] of stored) {
    const given = journalled.get(device) ?? new Set()
    const first = firstTsOf(device, given, options)
    missing += [...times.difference(given)].filter((ts) => ts >= first).length
  }
  return missing
}

/** Consumers that say they have passed what is not in the journal. */
async function countAhead(store: Store, newestSeq: number): Promise<number> {
  let ahead = 0
  for (const name of consumers) {
    const { seq } = await store.loadProjection(name)
    if (seq > newestSeq) ahead += 1
  }
  return ahead
}

export interface JournalOptions {
  /** A server lived long enough to delete what its consumers had passed. */
  mayBePruned: boolean
  /** Devices whose readings came in the order of their times. */
  inOrder: readonly string[]
}

/**
 * Holds what consumers are given, and where they stand, against the times stored of each device. Of
 * others nothing is wrong: a hostile one whose clock stands in another age sends again what the city
 * has deleted for its age, and then it is stored twice.
 */
export async function compareJournal(store: Store, stored: TimesByDevice, options: JournalOptions) {
  const journalled = new Map<string, Set<number>>()
  const counts = { journalled: 0, journalOnly: 0, journalMissing: 0, journalDoubled: 0 }
  let duplicates = 0
  let newest: number | undefined
  for await (const batch of readJournal(store)) {
    newest = batch.seq
    duplicates += batch.duplicates
    for (const { device, ts } of batch.stored) {
      const given = journalled.get(device) ?? new Set()
      journalled.set(device, given)
      const isNew = !given.has(ts)
      if (isNew) counts.journalled += 1
      given.add(ts)
      const times = stored.get(device)
      if (!times) continue
      if (!isNew) counts.journalDoubled += 1
      if (!times.has(ts)) counts.journalOnly += 1
    }
  }
  counts.journalMissing = countMissing(stored, journalled, options)
  const cursorsAhead = newest === undefined ? 0 : await countAhead(store, newest)
  return { ...counts, cursorsAhead, journalDuplicates: duplicates }
}

import { outcomes } from '#domain/commit.ts'
import type { Reading } from '#domain/reading.ts'
import type { Store } from '#store/store.ts'

const pageBatches = 500
const consumers = ['levels', 'board'] as const

/** The readings that were stored as new, batch by batch. */
async function* readStored(store: Store): AsyncGenerator<{ seq: number; readings: Reading[] }> {
  let after = 0
  for (;;) {
    const batches = await store.readJournal(after, pageBatches)
    for (const { seq, changes } of batches) {
      const readings = changes.flatMap((change) =>
        change.type === 'reading' && change.outcome === outcomes.stored ? [change.reading] : [],
      )
      yield { seq, readings }
      after = seq
    }
    if (batches.length < pageBatches) return
  }
}

/** Holds what consumers are given, and where they stand, against the times stored of each device. */
export async function compareJournal(
  store: Store,
  stored: ReadonlyMap<string, ReadonlySet<number>>,
) {
  const seen = new Set<string>()
  const counts = { journalOnly: 0, journalDoubled: 0, cursorsAhead: 0 }
  // The journal may be empty: what every consumer has passed is deleted.
  let newest: number | undefined
  for await (const { seq, readings } of readStored(store)) {
    newest = seq
    for (const { device, ts } of readings) {
      const key = `${device} ${ts}`
      if (seen.has(key)) counts.journalDoubled += 1
      seen.add(key)
      if (stored.get(device)?.has(ts) === false) counts.journalOnly += 1
    }
  }
  for (const name of consumers) {
    const { seq } = await store.loadProjection(name)
    if (newest !== undefined && seq > newest) counts.cursorsAhead += 1
  }
  return counts
}

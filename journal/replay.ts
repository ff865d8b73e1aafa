import type { JournalBatch } from '#domain/commit.ts'
import type { Store } from '#store/store.ts'

interface Replayed {
  readonly name: string
  restore(seq: number, entries: readonly [key: string, value: unknown][]): void
  /** Takes batches in order; those up to its own cursor it has seen and passes over. */
  replay(batch: JournalBatch): void
}

/** Batches read at a time; each holds up to thousands of entries. */
const pageBatches = 50

/** Brings consumers to the end of the journal, each from the cursor it saved. */
export async function replayJournal(
  store: Pick<Store, 'loadProjection' | 'readJournal'>,
  consumers: readonly Replayed[],
): Promise<void> {
  const cursors = await Promise.all(
    consumers.map(async (consumer) => {
      const { seq, entries } = await store.loadProjection(consumer.name)
      consumer.restore(seq, entries)
      return seq
    }),
  )
  let seq = Math.min(...cursors)
  for (;;) {
    const batches = await store.readJournal(seq, pageBatches)
    for (const batch of batches) {
      for (const consumer of consumers) consumer.replay(batch)
      seq = batch.seq
    }
    if (batches.length < pageBatches) return
  }
}

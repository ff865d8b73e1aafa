import type { JournalBatch, StoredChange } from '#domain/commit.ts'
import type { Store } from '#store/store.ts'

const pageBatches = 200

/** Every change of a journal, in the order of commits. */
export async function* readWholeJournal(
  store: Pick<Store, 'readJournal'>,
): AsyncGenerator<StoredChange> {
  for await (const batch of readBatches(store)) yield* batch.changes
}

/** Every batch of a journal, in order. */
export async function* readBatches(
  store: Pick<Store, 'readJournal'>,
): AsyncGenerator<JournalBatch<StoredChange>> {
  for (let seq = 0; ;) {
    const batches = await store.readJournal(seq, pageBatches)
    for (const batch of batches) {
      yield batch
      seq = batch.seq
    }
    if (batches.length < pageBatches) return
  }
}

/** A message with its own verdict as one line. */
export function printJudged({ message, outcome }: Extract<StoredChange, { type: 'reading' }>) {
  const { device, ts, received_ts, place_ts, flag, reasons } = message
  return `${device} ${ts} ${received_ts} ${place_ts} ${outcome} ${flag} ${reasons.join(' ')}\n`
}

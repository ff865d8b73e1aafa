import type { JournalBatch, StoredChange } from '#domain/commit.ts'
import type { Store } from '#store/store.ts'

// Facts of one step: a full request of most servers.
const factsPerStep = 5_000
// Facts of one read: they cross from the store's thread in one piece, and acknowledgements wait
// for this thread meanwhile. A batch is never divided, and has at most this many.
const factsPerRead = 1_000
const batchesPerReadMax = 2_000

/** Reads the journal in steps of a bounded number of facts, the next one while this one is sent. */
export function createJournalReader(store: Pick<Store, 'readJournal'>) {
  let perRead = 1
  let isBacklog = false
  let ahead: { afterSeq: number; batches: Promise<JournalBatch<StoredChange>[]> } | undefined

  async function read(afterSeq: number): Promise<JournalBatch<StoredChange>[]> {
    const batches: JournalBatch<StoredChange>[] = []
    let facts = 0
    let isMore = true
    while (isMore && facts < factsPerStep) {
      const limit = perRead
      const found = await store.readJournal(batches.at(-1)?.seq ?? afterSeq, limit)
      batches.push(...found)
      const read = countFacts(found)
      facts += read
      isMore = found.length === limit
      if (isMore) perRead = adapt(limit, read)
    }
    return batches
  }

  return {
    async take(afterSeq: number): Promise<JournalBatch<StoredChange>[]> {
      const prefetched = ahead?.afterSeq === afterSeq ? await ahead.batches : []
      ahead = undefined
      // What found nothing a while ago may find something now.
      const batches = prefetched.length > 0 ? prefetched : await read(afterSeq)
      isBacklog = countFacts(batches) >= factsPerStep
      return batches
    },
    /** True while a step is full, so that more must be waiting behind it. */
    get isBacklog() {
      return isBacklog
    },
    /**
     * Begins to read what follows a full step; the next `take` gets it, or its error. Behind a
     * step that was not full there is little, and read now it would be old by the next step.
     */
    prefetch(afterSeq: number): void {
      if (!isBacklog) return
      const batches = read(afterSeq)
      // Whoever takes it hears of the error; until then it is nobody's.
      batches.catch(() => undefined)
      ahead = { afterSeq, batches }
    },
  }
}

const countFacts = (batches: readonly JournalBatch<StoredChange>[]): number =>
  batches.reduce((sum, { changes }) => sum + changes.length, 0)

/** Towards the wanted number of facts, at most doubling: the next batches may be larger ones. */
function adapt(limit: number, facts: number): number {
  const wanted = Math.floor((limit * factsPerRead) / Math.max(1, facts))
  return Math.max(1, Math.min(wanted, 2 * limit, batchesPerReadMax))
}

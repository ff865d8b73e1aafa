import type { ArchiveContext } from './context.ts'
import { startFill } from './forward.ts'
import type { Standing } from './standing.ts'

// A save costs a sync of the disk, a repeated write nothing but time.
const saveEveryMs = 1_000

/** Saves the cursor often enough that little is repeated, and seldom enough that acks go first. */
export function createSaver(context: ArchiveContext, standing: Standing) {
  const { progress, clock, store } = context
  let savedAtMs: number | undefined

  async function save(): Promise<void> {
    const newest = await progress.save()
    savedAtMs = clock.monotonicMs()
    if (newest <= progress.seq) return
    standing.committed(newest, clock.now())
    // The journal was pruned to its very end while the archive was away.
    const [next] = await store.readJournal(progress.seq, 1)
    if (next) return
    startFill(context)
    progress.seq = newest
  }

  async function saveRest(): Promise<void> {
    const isSaved = savedAtMs !== undefined && progress.savedSeq === progress.seq
    if (!isSaved || progress.hasRefused || progress.cells.hasChanges) await save()
  }

  return {
    saveRest,
    async saveInTime(): Promise<void> {
      const isTime = clock.monotonicMs() - (savedAtMs ?? -Infinity) >= saveEveryMs
      if (isTime || progress.hasRefused) await save()
    },
    async saveLast(): Promise<void> {
      try {
        await saveRest()
      } catch {
        // What could not be saved is forwarded again after the next start; it changes nothing.
      }
    },
  }
}

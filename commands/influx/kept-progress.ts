import { archiveConsumer } from '#archive/follow/progress.ts'
import { kinds } from '#domain/kinds/index.ts'
import { systemClock } from '#domain/operation/clock.ts'
import { createClosing } from '#app/closing.ts'
import { openDataFolder } from '#store/data-folder.ts'
import { startSqliteStore } from '#store/sqlite/start.ts'

/** How far the archive of a city that does not run was, by its data folder. */
export interface KeptProgress {
  /** Everything up to this journal sequence is in the archive. */
  seq: number
  /** Time of the oldest commit that is not; null where all is. */
  waiting_since_ts: number | null
}

/** Reads it under the folder's lock; sends nothing. */
export async function readKeptProgress(path: string, timeZone: string): Promise<KeptProgress> {
  const closing = createClosing(() => undefined)
  try {
    const folder = openDataFolder(path)
    closing.add('data folder', folder.close)
    const store = await startSqliteStore({
      kinds,
      timeZone,
      clock: systemClock,
      folder: folder.path,
    })
    closing.add('store', store.close)
    const { seq } = await store.loadProjection(archiveConsumer)
    const [oldest] = await store.readJournal(seq, 1)
    return { seq, waiting_since_ts: oldest?.committed_ts ?? null }
  } finally {
    await closing.close()
  }
}

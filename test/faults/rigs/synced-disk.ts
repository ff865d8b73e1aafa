import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from '../runner/scenario.ts'

/** What the disk holds of the readings, kept by `synced.c` beside what the kernel has in memory. */
export interface SyncedDisk {
  /** For the process whose disk it is, beside that of its shim. */
  readonly env: Readonly<Record<string, string>>
  /** The readings in `folder` become what was synced of them. The processes must have ended. */
  cut(folder: string): void
}

const files = ['readings.db', 'readings.db-wal']
const marksOf = (copy: string) => `${copy}.dirty`

/** For readings that do not exist yet; only processes with the shim may write them. */
export function createSyncedDisk({ folder: parent }: Setting): SyncedDisk {
  const copies = join(parent, 'synced')
  mkdirSync(copies)
  for (const name of files) writeFileSync(join(copies, name), '')
  return {
    env: { FAULT_SYNCED: copies },
    cut(folder) {
      // Shared memory ends with the power; the next start reads the log instead.
      rmSync(join(folder, 'readings.db-shm'), { force: true })
      for (const name of files) {
        const copy = join(copies, name)
        if (statSync(copy).size > 0) copyFileSync(copy, join(folder, name))
        else rmSync(join(folder, name), { force: true })
        rmSync(marksOf(copy), { force: true })
      }
    },
  }
}

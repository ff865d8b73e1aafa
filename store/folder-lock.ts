import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { sqliteCodeOf } from './disk-error.ts'

/** A folder that this process holds until it releases it, or dies. */
export interface FolderLock {
  release(): void
}

/** What a lock leaves in its folder: no data, and nothing that says "in use" by itself. */
export const lockFiles: readonly string[] = ['lock.db', 'lock.pid']

// https://sqlite.org/rescode.html#busy
const sqliteBusy = 5

// A lock that nobody refers to is collected as garbage, and with it the lock is released.
const heldLocks = new Set<DatabaseSync>()

/**
 * Takes a folder for this process; undefined where another one holds it. An open exclusive
 * transaction is a lock that the kernel drops with the process, however it dies, unlike a file whose
 * mere existence says "in use". Throws where the lock cannot be written.
 */
export function lockFolder(path: string): FolderLock | undefined {
  const lock = new DatabaseSync(join(path, 'lock.db'))
  const pidFile = join(path, 'lock.pid')
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    writeFileSync(pidFile, `${process.pid}\n`, { mode: 0o600 })
  } catch (error) {
    lock.close()
    // SQLITE_BUSY: somebody else has the lock; anything else is trouble with the file.
    if (sqliteCodeOf(error) === sqliteBusy) return undefined
    throw error
  }
  heldLocks.add(lock)
  return {
    release() {
      if (!heldLocks.delete(lock)) return
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}

/** The process that holds a folder, where it can be read. */
export function findHolder(path: string): string | undefined {
  try {
    return readFileSync(join(path, 'lock.pid'), 'utf8').trim()
  } catch {
    return undefined
  }
}

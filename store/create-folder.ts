import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncFolder } from './sync-folder.ts'

/** Only the server's own user may look inside. */
const folderMode = 0o700

/**
 * Creates a folder with those above it, durably: a folder that a power cut takes away would take
 * what is in it. Throws what the system says, also where a file is in the way.
 */
export function createFolder(path: string): void {
  const first = createMissing(path)
  if (first !== undefined) syncFolder(dirname(first))
}

/**
 * Returns the topmost new folder. Not `recursive` of Node: where a file system answers ENOENT below
 * a folder that is there (/proc, an automounter) it never ends, and of a read-only disk it says that
 * something does not exist.
 */
function createMissing(path: string): string | undefined {
  if (existsSync(path)) {
    // Says ENOTDIR or EEXIST where a file is in the way.
    readdirSync(path)
    return undefined
  }
  const first = createMissing(dirname(path))
  mkdirSync(path, { mode: folderMode })
  return first ?? path
}

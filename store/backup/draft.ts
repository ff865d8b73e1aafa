import { lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { lockFiles, lockFolder } from '../folder-lock.ts'
import { syncFolder } from '../sync-folder.ts'

/** A folder that gets its name once all of it is on disk. It is held until then. */
export interface Draft {
  readonly path: string
  /** Gives it its name, in one step. */
  finish(name: string): void
  /** Removes it with all that is in it. Never throws: the reason for it is what has to be told. */
  discard(): void
}

/** Opens an empty draft, also over what a killed process left; undefined where one is at work in it. */
export function openDraft(path: string): Draft | undefined {
  mkdirUnlessThere(path)
  const lock = lockFolder(path)
  if (!lock) return undefined
  for (const name of readdirSync(path).filter((entry) => !lockFiles.includes(entry))) {
    rmSync(join(path, name), { recursive: true, force: true })
  }
  return {
    path,
    finish(name) {
      // Held while it changes its name, so that nobody ever takes it for one that was left behind.
      renameSync(path, name)
      syncFolder(dirname(name))
      for (const file of lockFiles) rmSync(join(name, file), { force: true })
      lock.release()
    },
    discard() {
      removeQuietly(path)
      lock.release()
    },
  }
}

/** Removes drafts whose process is gone; returns those it removed. */
export function removeLeftDrafts(folder: string, isDraft: (name: string) => boolean): string[] {
  const paths = readdirSync(folder)
    .filter(isDraft)
    .map((name) => join(folder, name))
  return paths.filter(isLeft).filter(removeQuietly)
}

/** The kernel has dropped the lock of a process that is gone, however it ended. */
function isLeft(path: string): boolean {
  try {
    // Somebody may be about to take an empty one, and there is nothing in it to remove.
    if (readdirSync(path).length === 0) return false
    const lock = lockFolder(path)
    lock?.release()
    return lock !== undefined
  } catch {
    // No folder, or one that has just been finished.
    return false
  }
}

function mkdirUnlessThere(path: string): void {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere || !lstatSync(path).isDirectory()) throw error
  }
}

function removeQuietly(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true })
    return true
  } catch {
    return false
  }
}

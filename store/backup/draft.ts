import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { lockFiles, lockFolder, type FolderLock } from '../folder-lock.ts'
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
  const lock = makeAndLock(path)
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

function makeAndLock(path: string): FolderLock | undefined {
  const isNew = mkdirUnlessThere(path)
  try {
    return lockFolder(path)
  } catch (error) {
    if (existsSync(path)) {
      // A full disk takes a name and nothing more.
      if (isNew) removeQuietly(path)
      throw error
    }
    // Another run took it for one that was left behind, in the moment before it was held.
    mkdirSync(path, { mode: 0o700 })
    return lockFolder(path)
  }
}

/** Removes drafts whose process is gone; returns those it removed. */
export function removeLeftDrafts(folder: string, isDraft: (name: string) => boolean): string[] {
  const paths = readdirSync(folder)
    .filter(isDraft)
    .map((name) => join(folder, name))
  return paths.filter(removeLeft)
}

/** The kernel has dropped the lock of a process that is gone, however it ended. */
function removeLeft(path: string): boolean {
  try {
    // An empty one is not held yet, or never was: whoever is about to hold it makes it again.
    if (readdirSync(path).length === 0) rmdirSync(path)
    else {
      const lock = lockFolder(path)
      if (!lock) return false
      rmSync(path, { recursive: true, force: true })
      lock.release()
    }
    return true
  } catch {
    // No folder, one that has just been finished, or one that this user may not remove.
    return false
  }
}

/** Whether it was made now. */
function mkdirUnlessThere(path: string): boolean {
  try {
    mkdirSync(path, { mode: 0o700 })
    return true
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST'
    if (!isThere || !lstatSync(path).isDirectory()) throw error
    return false
  }
}

/**
 * A copy that is under way may put one more file into a folder while it is removed, so that it is
 * not empty at the end; it can do so a few times at most.
 */
const removalTriesMax = 10

function removeQuietly(path: string): void {
  for (let tries = 0; tries < removalTriesMax && existsSync(path); tries++) {
    try {
      rmSync(path, { recursive: true, force: true })
    } catch {
      // What stays is removed by the next run that can.
    }
  }
}

import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkNoCityElsewhere } from './city-elsewhere.ts'
import { createFolder } from './create-folder.ts'
import { DataFolderError, notWritable } from './data-folder-error.ts'
import { isCorrupt } from './disk-error.ts'
import { findHolder, lockFolder, type FolderLock } from './folder-lock.ts'
import { syncFolder } from './sync-folder.ts'

/** A data folder that this process owns until it closes it, or dies. */
export interface DataFolder {
  readonly path: string
  /** The path of a file in the folder. */
  file(name: string): string
  /** Releases the lock. */
  close(): void
}

/** What a server opens here. A container or a hurried hand sometimes makes a folder of that name. */
const fileNames = ['registry.db', 'readings.db', 'lock.db', 'lock.pid', 'admin.sock'] as const
const probeName = /^\.probe-\d+$/

/**
 * Takes a data folder for this process, creating it (mode 0700) if need be. Throws
 * `DataFolderError` when it cannot be written, when another process holds it, or when a city would
 * start empty here while its data lies beside it.
 */
export function openDataFolder(path: string): DataFolder {
  checkNoCityElsewhere(path)
  try {
    createFolder(path)
  } catch (error) {
    throw notWritable(path, error)
  }
  checkWritable(path)
  checkFileKinds(path)
  const lock = takeLock(path)
  removeProbes(path)
  return { path, file: (name) => join(path, name), close: lock.release }
}

function checkWritable(path: string): void {
  const probe = join(path, `.probe-${process.pid}`)
  try {
    writeFileSync(probe, 'probe', { mode: 0o600 })
    rmSync(probe)
    syncFolder(path)
  } catch (error) {
    removeIfThere(probe)
    throw notWritable(path, error)
  }
}

/** A full disk takes the name of a probe and not its content. */
function removeIfThere(probe: string): void {
  try {
    rmSync(probe, { force: true })
  } catch {
    // It could not be made either; the reason is told already.
  }
}

/** Those of processes that were killed. */
function removeProbes(path: string): void {
  for (const name of readdirSync(path).filter((entry) => probeName.test(entry))) {
    removeIfThere(join(path, name))
  }
}

/** Throws `DataFolderError` where a folder has the name of one of the city's files. */
export function checkFileKinds(path: string): void {
  const isFolder = (name: string) =>
    statSync(join(path, name), { throwIfNoEntry: false })?.isDirectory()
  const odd = fileNames.find(isFolder)
  if (odd === undefined) return
  throw new DataFolderError(
    'DATA_FOLDER_ODD_FILE',
    `${join(path, odd)} はファイルのはずですが、フォルダーになっています。中身を確かめて別の場所に移し、もう一度実行してください。\n` +
      `${join(path, odd)} is a folder, where a file belongs. Look at what is in it, move it away, ` +
      'and try again.',
  )
}

function takeLock(path: string): FolderLock {
  let lock: FolderLock | undefined
  try {
    lock = lockFolder(path)
  } catch (error) {
    throw isCorrupt(error) ? spoiltLock(path, error) : notWritable(path, error)
  }
  if (lock) return lock
  const pid = findHolder(path)
  const holder = pid === undefined ? '' : ` (process ${pid})`
  throw new DataFolderError(
    'DATA_FOLDER_IN_USE',
    `データフォルダー ${path} は別のサーバー${holder}が使っています。それを止めるか、DATA_DIR を別のフォルダーにしてください。\n` +
      `The data folder ${path} is in use by another server${holder}. ` +
      'Stop that one first, or set DATA_DIR to another folder.',
  )
}

function spoiltLock(path: string, cause: unknown): DataFolderError {
  const file = join(path, 'lock.db')
  return new DataFolderError(
    'DATA_FOLDER_ODD_FILE',
    `${file} が壊れています。このファイルにデータは入っていません。削除して、もう一度実行してください。\n` +
      `${file} is damaged. There is no data in it: delete it, and try again.`,
    cause,
  )
}

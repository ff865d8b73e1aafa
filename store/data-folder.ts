import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { syncFolder } from './sync-folder.ts'

export type DataFolderErrorCode = 'DATA_FOLDER_NOT_WRITABLE' | 'DATA_FOLDER_IN_USE'

/** The data folder cannot be used; the message says what to do. */
export class DataFolderError extends Error {
  readonly code: DataFolderErrorCode
  constructor(code: DataFolderErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataFolderError'
    this.code = code
  }
}

/** A data folder that this process owns until it closes it, or dies. */
export interface DataFolder {
  readonly path: string
  /** The path of a file in the folder. */
  file(name: string): string
  /** Releases the lock. */
  close(): void
}

// A lock that nobody refers to is collected as garbage, and with it the lock is released.
const heldLocks = new Set<DatabaseSync>()

/** Only the server's own user may look inside. */
const folderMode = 0o700
const fileMode = 0o600

/**
 * Takes a data folder for this process, creating it (mode 0700) if need be. Throws
 * `DataFolderError` when it cannot be written, or when another process holds it.
 */
export function openDataFolder(path: string): DataFolder {
  createFolder(path)
  checkWritable(path)
  const lock = takeLock(path)
  heldLocks.add(lock)
  const pidFile = join(path, 'lock.pid')
  writeFileSync(pidFile, `${process.pid}\n`, { mode: fileMode })
  return {
    path,
    file: (name) => join(path, name),
    close() {
      if (!heldLocks.delete(lock)) return
      rmSync(pidFile, { force: true })
      lock.close()
    },
  }
}

function createFolder(path: string): void {
  try {
    const first = createMissing(path)
    // A folder that a power cut takes away would take the readings with it.
    if (first) syncFolder(dirname(first))
  } catch (error) {
    throw notWritable(path, error)
  }
}

/**
 * Creates a folder with those above it; returns the topmost new one. Not `recursive` of Node: where
 * a file system answers ENOENT below a folder that is there (/proc, an automounter), it never ends.
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

function checkWritable(path: string): void {
  const probe = join(path, `.probe-${process.pid}`)
  try {
    writeFileSync(probe, 'probe', { mode: fileMode })
    rmSync(probe)
    syncFolder(path)
  } catch (error) {
    throw notWritable(path, error)
  }
}

function notWritable(path: string, cause: unknown): DataFolderError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new DataFolderError(
    'DATA_FOLDER_NOT_WRITABLE',
    `データフォルダー ${path} に書き込めません。書き込めるフォルダーを DATA_DIR に設定するか、空きを増やしてください。\n` +
      `The data folder ${path} cannot be written (${reason}). ` +
      'Set DATA_DIR to a folder that this user may write, or free some space.',
    cause,
  )
}

/**
 * An open exclusive transaction is a lock that the kernel drops with the process, however it dies,
 * unlike a file whose mere existence says "in use".
 */
function takeLock(path: string): DatabaseSync {
  const lock = new DatabaseSync(join(path, 'lock.db'))
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE')
    return lock
  } catch (error) {
    lock.close()
    if (!isBusy(error)) throw notWritable(path, error)
    const message =
      `データフォルダー ${path} は別のサーバー${describeHolder(path)}が使っています。それを止めるか、DATA_DIR を別のフォルダーにしてください。\n` +
      `The data folder ${path} is in use by another server${describeHolder(path)}. ` +
      'Stop that one first, or set DATA_DIR to another folder.'
    throw new DataFolderError('DATA_FOLDER_IN_USE', message, error)
  }
}

/** SQLITE_BUSY: somebody else has the lock; anything else is trouble with the file. */
function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}

function describeHolder(path: string): string {
  try {
    return ` (process ${readFileSync(join(path, 'lock.pid'), 'utf8').trim()})`
  } catch {
    return ''
  }
}

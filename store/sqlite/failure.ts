import { sqliteCodeOf } from '../disk-error.ts'
import { StoreError } from '../store.ts'

/** A failure as plain data: an error of a thread loses its class on the way. */
export interface Failure {
  message: string
  recoverable: boolean
  /** What was to be written is to blame, not the disk. */
  isAboutContent: boolean
  /** The connection must not be used again: what it holds in memory may not be what is on disk. */
  reopen: boolean
  /** SQLite's primary result code, where it was SQLite that failed. */
  sqliteCode?: number
}

// https://sqlite.org/rescode.html
const busy = 5
const locked = 6
const noMemory = 7
const readOnly = 8
const ioError = 10
const full = 13
const cantOpen = 14
const tooBig = 18
const constraint = 19
const mismatch = 20
const reopenCodes: ReadonlySet<number> = new Set([readOnly, ioError, cantOpen])
const recoverableCodes: ReadonlySet<number> = new Set([
  busy,
  locked,
  noMemory,
  full,
  ...reopenCodes,
])
const contentCodes: ReadonlySet<number> = new Set([tooBig, constraint, mismatch])

/**
 * Sorts what SQLite threw. After an I/O error the connection is replaced: a second fsync on the
 * same handle reports success for pages the kernel has already dropped (the "fsyncgate" of 2018).
 */
export function describeFailure(error: unknown): Failure {
  const message = error instanceof Error ? error.message : String(error)
  const code = sqliteCodeOf(error)
  // Whoever failed before SQLite saw it failed at the content.
  if (code === undefined)
    return { message, recoverable: false, isAboutContent: true, reopen: false }
  return {
    message: `${message} (SQLite ${code})`,
    recoverable: recoverableCodes.has(code),
    isAboutContent: contentCodes.has(code),
    reopen: reopenCodes.has(code),
    sqliteCode: code,
  }
}

export function toStoreError(failure: Failure): StoreError {
  const { message, recoverable, isAboutContent, sqliteCode } = failure
  // The code as SQLite's own errors carry it, for whoever explains a failure to a person.
  const cause =
    sqliteCode === undefined
      ? undefined
      : Object.assign(new Error(message), { errcode: sqliteCode })
  return new StoreError(message, { recoverable, isAboutContent, cause })
}

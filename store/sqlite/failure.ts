import { sqliteCodeOf } from '../disk-error.ts'
import { StoreError, type RefusedItem } from '../store.ts'

/** A failure as plain data: an error of a thread loses its class on the way. */
export interface Failure {
  message: string
  recoverable: boolean
  /** Items of a batch that are to blame, instead of the disk. */
  refused: readonly RefusedItem[]
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

/** A batch failed for the content of some of its items. */
export class RefusedItemsError extends Error {
  readonly refused: readonly RefusedItem[]
  constructor(refused: readonly RefusedItem[], cause: unknown) {
    super('items were refused', { cause })
    this.refused = refused
  }
}

/** Was it what should be written, and not the disk? What fails before SQLite is ours. */
function isAboutContent(error: unknown): boolean {
  const code = sqliteCodeOf(error)
  return code === undefined || contentCodes.has(code)
}

/**
 * What to throw for a batch that failed. Where its content may be to blame, each item is tried alone
 * to see which; where the disk fails meanwhile, it was no item.
 */
export function blame(error: unknown, trials: Iterable<() => void>): unknown {
  if (!isAboutContent(error)) return error
  const refused: RefusedItem[] = []
  let index = 0
  for (const tryItem of trials) {
    try {
      tryItem()
    } catch (cause) {
      if (!isAboutContent(cause)) return cause
      refused.push({ index, message: describeFailure(cause).message })
    }
    index += 1
  }
  return refused.length > 0 ? new RefusedItemsError(refused, error) : error
}

/**
 * Sorts what SQLite threw. After an I/O error the connection is replaced: a second fsync on the
 * same handle reports success for pages the kernel has already dropped (the "fsyncgate" of 2018).
 */
export function describeFailure(error: unknown): Failure {
  if (error instanceof RefusedItemsError)
    return { ...describeFailure(error.cause), refused: error.refused }
  const message = error instanceof Error ? error.message : String(error)
  const code = sqliteCodeOf(error)
  if (code === undefined) return { message, refused: [], recoverable: false, reopen: false }
  return {
    message: `${message} (SQLite ${code})`,
    refused: [],
    recoverable: recoverableCodes.has(code),
    reopen: reopenCodes.has(code),
    sqliteCode: code,
  }
}

export function toStoreError(failure: Failure): StoreError {
  const { message, recoverable, refused, sqliteCode } = failure
  // The code as SQLite's own errors carry it, for whoever explains a failure to a person.
  const cause =
    sqliteCode === undefined
      ? undefined
      : Object.assign(new Error(message), { errcode: sqliteCode })
  return new StoreError(message, { recoverable, refused, cause })
}

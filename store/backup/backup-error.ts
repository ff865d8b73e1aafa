export type BackupErrorCode =
  | 'BACKUP_SOURCE_MISSING'
  | 'BACKUP_SOURCE_DAMAGED'
  | 'BACKUP_NO_SPACE'
  | 'BACKUP_NOT_WRITABLE'
  | 'BACKUP_INCOMPLETE'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_TOO_NEW'
  | 'RESTORE_TARGET_IN_USE'
  | 'RESTORE_TARGET_NOT_EMPTY'
  | 'RESTORE_OTHER_CITY'

/** A backup or a restore that was not done; the message says why and what to do. */
export class BackupError extends Error {
  readonly code: BackupErrorCode
  constructor(code: BackupErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'BackupError'
    this.code = code
  }
}

// https://sqlite.org/rescode.html
const sqliteCorrupt = 11
const sqliteFull = 13
const sqliteNotADatabase = 26
const outOfSpace: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG'])

/** Did the disk have no room, whoever noticed it? */
export function isOutOfSpace(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (primaryCode(error) === sqliteFull) return true
  return 'code' in error && outOfSpace.has(error.code)
}

/** Did SQLite find the file itself broken? */
export function isCorrupt(error: unknown): boolean {
  const code = error instanceof Error ? primaryCode(error) : undefined
  return code === sqliteCorrupt || code === sqliteNotADatabase
}

/** The low byte is the kind of failure; the rest only says where. */
const primaryCode = (error: Error): number | undefined =>
  'errcode' in error ? Number(error.errcode) % 256 : undefined

import type { Labels } from '#domain/words/labels.ts'

export type BackupErrorCode =
  | 'BACKUP_SOURCE_MISSING'
  | 'BACKUP_SOURCE_DAMAGED'
  | 'BACKUP_SOURCE_TOO_NEW'
  | 'BACKUP_SOURCE_UNREADABLE'
  | 'BACKUP_SOURCE_BUSY'
  | 'BACKUP_INSIDE_DATA'
  | 'BACKUP_NO_SPACE'
  | 'BACKUP_NOT_WRITABLE'
  | 'BACKUP_IO'
  | 'BACKUP_INCOMPLETE'
  | 'BACKUP_DAMAGED'
  | 'BACKUP_TOO_NEW'
  | 'RESTORE_TARGET_IN_USE'
  | 'RESTORE_TARGET_NOT_EMPTY'
  | 'RESTORE_TARGET_UNUSABLE'
  | 'RESTORE_NOT_WRITABLE'
  | 'RESTORE_OTHER_CITY'

/** A backup or a restore that was not done; the message says why and what to do. */
export class BackupError extends Error {
  readonly code: BackupErrorCode
  constructor(code: BackupErrorCode, { ja, en }: Labels, cause?: unknown) {
    super(`${ja}\n${en}`, { cause })
    this.name = 'BackupError'
    this.code = code
  }
}

import type { Labels } from '#domain/words/labels.ts'

export type DataDamageCode = 'DATA_HALF_WRITTEN' | 'DATA_DAMAGED' | 'CLOCK_NOT_SET'

/** The city must not start on this; the message says what is wrong and what to do. */
export class DataDamageError extends Error {
  readonly code: DataDamageCode
  constructor(code: DataDamageCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataDamageError'
    this.code = code
  }
}

export const restoreAdvice: Labels = {
  ja:
    'このデータフォルダーを消さずに別の場所へ移し、最新のバックアップを復元してください: ' +
    'npm run restore -- BACKUP_FOLDER',
  en:
    'Move this data folder away and keep it, then restore the newest backup: ' +
    'npm run restore -- BACKUP_FOLDER',
}

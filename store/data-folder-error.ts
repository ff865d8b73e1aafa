import { isOutOfSpace } from './disk-error.ts'

export type DataFolderErrorCode =
  | 'DATA_FOLDER_NOT_WRITABLE'
  | 'DATA_FOLDER_IN_USE'
  | 'DATA_FOLDER_ODD_FILE'
  | 'DATA_FOLDER_ELSEWHERE'

/** The data folder cannot be used; the message says what to do. */
export class DataFolderError extends Error {
  readonly code: DataFolderErrorCode
  constructor(code: DataFolderErrorCode, message: string, cause?: unknown) {
    super(message, { cause })
    this.name = 'DataFolderError'
    this.code = code
  }
}

/** Why nothing can be written there, and what to do about that. */
export function notWritable(path: string, cause: unknown): DataFolderError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const advice = isOutOfSpace(cause)
    ? {
        ja: 'ディスクに空きがありません。不要なファイルを移すか消して、もう一度実行してください。',
        en: 'The disk is full: move or delete what is not needed, and try again.',
      }
    : {
        ja: '書き込めるフォルダーを DATA_DIR に設定してください。',
        en: 'Set DATA_DIR to a folder that this user may write.',
      }
  return new DataFolderError(
    'DATA_FOLDER_NOT_WRITABLE',
    `データフォルダー ${path} に書き込めません。${advice.ja}\n` +
      `The data folder ${path} cannot be written (${reason}). ${advice.en}`,
    cause,
  )
}

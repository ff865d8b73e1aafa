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

interface Advice {
  ja: string
  en: string
}

const fullDisk: Advice = {
  ja: 'ディスクに空きがありません。不要なファイルを移すか消して、もう一度実行してください。',
  en: 'The disk is full: move or delete what is not needed, and try again.',
}
/** Another DATA_DIR would be a city without its data, just after its disk had an error. */
const readOnlyDisk: Advice = {
  ja: 'ディスクが読み取り専用です。ディスクの異常で自動的にそうなることがあります。dmesg を確かめ、書き込めるようにマウントし直して、もう一度実行してください。データは変わっていません。',
  en:
    'The disk is mounted read-only, as the system does after an error of the disk: look at dmesg, ' +
    'mount it for writing, and try again. The data is as it was.',
}
const otherFolder: Advice = {
  ja: '書き込めるフォルダーを DATA_DIR に設定してください。',
  en: 'Set DATA_DIR to a folder that this user may write.',
}

function adviseOn(cause: unknown): Advice {
  if (isOutOfSpace(cause)) return fullDisk
  const isReadOnly = cause instanceof Error && 'code' in cause && cause.code === 'EROFS'
  return isReadOnly ? readOnlyDisk : otherFolder
}

/** Why nothing can be written there, and what to do about that. */
export function notWritable(path: string, cause: unknown): DataFolderError {
  const reason = cause instanceof Error ? cause.message : String(cause)
  const advice = adviseOn(cause)
  return new DataFolderError(
    'DATA_FOLDER_NOT_WRITABLE',
    `データフォルダー ${path} に書き込めません。${advice.ja}\n` +
      `The data folder ${path} cannot be written (${reason}). ${advice.en}`,
    cause,
  )
}

import type { Labels } from '#domain/words/labels.ts'
import { isCorrupt, isOutOfSpace, sqliteCodeOf } from '../disk-error.ts'
import { BackupError, type BackupErrorCode } from './backup-error.ts'
import { isNotWritable, reasonOf } from './not-writable.ts'

interface Explained {
  code: BackupErrorCode
  applies: (error: unknown) => boolean
  say: (to: string, reason: string) => Labels
}

// https://sqlite.org/rescode.html: SQLITE_BUSY, SQLITE_LOCKED and SQLITE_IOERR.
const busyCodes: readonly (number | undefined)[] = [5, 6]
const ioErrorCode = 10

const isIoError = (error: unknown) =>
  sqliteCodeOf(error) === ioErrorCode ||
  (error instanceof Error && 'code' in error && ['EIO', 'ESTALE'].includes(String(error.code)))

/** What can go wrong while files are copied, in the order in which it is looked for. */
const explained: readonly Explained[] = [
  {
    code: 'BACKUP_NO_SPACE',
    applies: isOutOfSpace,
    say: (to, reason) => ({
      ja: `${to} のディスクがいっぱいになりました（${reason}）。途中のものは消しました。市のデータはそのままです。--to で別のディスクを指定してください。`,
      en:
        `The disk of ${to} became full (${reason}). What was begun is removed; the city keeps ` +
        'its data. Choose another disk with --to.',
    }),
  },
  {
    code: 'BACKUP_SOURCE_DAMAGED',
    applies: isCorrupt,
    say: (_to, reason) => ({
      ja: `データが破損しています（${reason}）。バックアップは作っていません。最新の正常なバックアップを残しておき、それを復元してください。`,
      en: `The data is damaged (${reason}). No backup was taken. Keep the newest good one, and restore it.`,
    }),
  },
  {
    code: 'BACKUP_SOURCE_BUSY',
    applies: (error) => busyCodes.includes(sqliteCodeOf(error)),
    say: (_to, reason) => ({
      ja: `市のデータを別のプログラムが占有しています（${reason}）。少し待って、もう一度実行してください。`,
      en: `Another program keeps the city's data to itself (${reason}). Run it again in a moment.`,
    }),
  },
  {
    code: 'BACKUP_IO',
    applies: isIoError,
    say: (to, reason) => ({
      ja: `市のデータの読み出しか ${to} への書き込みに失敗しました（${reason}）。両方のディスクの空きと状態（df、dmesg）を確かめてください。`,
      en: `Reading the data or writing to ${to} failed (${reason}). Look at the room and the state of both disks (df, dmesg).`,
    }),
  },
  {
    code: 'BACKUP_NOT_WRITABLE',
    applies: isNotWritable,
    say: (to, reason) => ({
      ja: `${to} にバックアップを書き込めません（${reason}）。--to で別のフォルダーを指定してください。`,
      en: `No backup can be written to ${to} (${reason}). Choose another folder with --to.`,
    }),
  },
]

/** The failure in words that say what to do; one that has them already, or that nobody foresaw, as it is. */
export function explainFailedBackup(error: unknown, to: string): unknown {
  const known = explained.find(({ applies }) => applies(error))
  // Those of ours have no code of the system, but keep its error as their cause.
  if (!known || isInWords(error)) return error
  return new BackupError(known.code, known.say(to, reasonOf(error)), error)
}

const isInWords = (error: unknown) =>
  error instanceof Error &&
  ['BackupError', 'DataDamageError', 'DataFolderError'].includes(error.name)

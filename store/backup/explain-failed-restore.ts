import { isOutOfSpace } from '../disk-error.ts'
import { BackupError } from './backup-error.ts'
import { isNotWritable, reasonOf } from './not-writable.ts'

/** The failure in words that say what to do; one that has them already, or that nobody foresaw, as it is. */
export function explainFailedRestore(error: unknown, target: string): unknown {
  if (error instanceof BackupError) return error
  const reason = reasonOf(error)
  if (isOutOfSpace(error)) {
    return new BackupError(
      'BACKUP_NO_SPACE',
      {
        ja: `${target} のディスクに、バックアップが入る空きがありません（${reason}）。途中のものは消しました。空きを増やすか、--to で別のディスクを指定してください。`,
        en: `The disk of ${target} has no room for the backup (${reason}). What was begun is removed. Free some space, or choose another disk with --to.`,
      },
      error,
    )
  }
  if (codeOf(error) === 'ENOTEMPTY') {
    return new BackupError(
      'RESTORE_TARGET_NOT_EMPTY',
      {
        ja: `復元の途中で、${target} に別のデータが作られました。上書きはしません。中身を確かめて別の場所に移し、もう一度実行してください。`,
        en: `Something was put into ${target} while the backup was restored, and nothing is overwritten. Look at it, move it away, and run it again.`,
      },
      error,
    )
  }
  if (!isNotWritable(error) && codeOf(error) !== 'EBUSY') return error
  return new BackupError(
    'RESTORE_NOT_WRITABLE',
    {
      ja: `${target} に復元できません（${reason}）。書き込めるフォルダーを --to で指定してください。`,
      en: `Nothing can be restored to ${target} (${reason}). Choose a folder with --to that this user may write.`,
    },
    error,
  )
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined

import { statfsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { BackupError } from './backup-error.ts'

/** Left free on the city's own disk: a full one closes its door to every device. */
const reserveBytes = 64 * 1024 * 1024

/**
 * Refuses a backup that cannot fit, before it fills the disk. The log may hold as much again as
 * the file, so both count.
 */
export function checkFreeSpace(paths: {
  source: string
  names: readonly string[]
  to: string
}): void {
  const { source, names, to } = paths
  const files = names.flatMap((name) => [name, `${name}-wal`])
  const neededBytes = files.reduce((sum, name) => sum + fileBytes(join(source, name)), 0)
  const { bavail, bsize } = statfsSync(to)
  const freeBytes = bavail * bsize
  const isSameDisk = statSync(to).dev === statSync(source).dev
  const wantedBytes = neededBytes + (isSameDisk ? reserveBytes : 0)
  if (freeBytes >= wantedBytes) return
  const [free, needed, spare] = [freeBytes, neededBytes, reserveBytes].map(megabytes)
  const reserve = isSameDisk
    ? {
        ja: `（市と同じディスクなので、ほかに${spare}を残します）`,
        en: `, with ${spare} to spare because the city writes to the same disk`,
      }
    : { ja: '', en: '' }
  throw new BackupError('BACKUP_NO_SPACE', {
    ja: `${to} のディスクの空きは${free}ですが、バックアップには${needed}が必要かもしれません${reserve.ja}。何も書き込んでいません。--to で別のディスクを指定してください。`,
    en:
      `The disk of ${to} has ${free} free; the backup may need ${needed}${reserve.en}. ` +
      'Nothing was written. Choose another disk with --to.',
  })
}

const fileBytes = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`

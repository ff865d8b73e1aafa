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
  const reserve = isSameDisk
    ? `, with ${megabytes(reserveBytes)} to spare because the city writes to the same disk`
    : ''
  throw new BackupError(
    'BACKUP_NO_SPACE',
    `The disk of ${to} has ${megabytes(freeBytes)} free; the backup may need ` +
      `${megabytes(neededBytes)}${reserve}. Nothing was written. Choose another disk with --to.`,
  )
}

const fileBytes = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0
const megabytes = (bytes: number) => `${Math.ceil(bytes / 1_000_000)} MB`

import { existsSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#domain/clock.ts'
import { syncFolder } from '../sync-folder.ts'
import { BackupError, isCorrupt, isOutOfSpace } from './backup-error.ts'
import { copyDatabase } from './copy-database.ts'
import { syncFile } from './file-digest.ts'
import { checkFreeSpace } from './free-space.ts'
import { manifestFormat, manifestName, type CityMode, type Manifest } from './manifest.ts'

/**
 * In this order: the registry's copy is the younger one, so that every device with a reading in
 * the backup is registered in it.
 */
const databaseNames = ['readings.db', 'registry.db'] as const

export interface BackupOptions {
  /** The data folder of one city, `DATA_DIR/live` or `DATA_DIR/demo`; its server may be running. */
  source: string
  mode: CityMode
  /** Folder that collects backups; created where missing. */
  to: string
  /** Version of this program. */
  version: string
  clock: Clock
}

export interface TakenBackup {
  folder: string
  manifest: Manifest
}

/**
 * Takes a backup: a new folder with a copy of each database, read back, and the manifest. It has
 * its final name only when all of it is on disk; otherwise nothing of it stays. Rejects with
 * `BackupError`.
 */
export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const { source, mode, to, clock } = options
  const missing = databaseNames.find((name) => !existsSync(join(source, name)))
  if (missing !== undefined) {
    const detail = `There is no ${missing} in ${source}: no city has kept data there.`
    throw new BackupError('BACKUP_SOURCE_MISSING', detail)
  }
  const takenAt = new Date(clock.now()).toISOString()
  const folder = join(to, `${mode}-${takenAt.replaceAll(/[:.]/g, '-')}`)
  const draft = `${folder}.part`
  try {
    await mkdir(to, { recursive: true, mode: 0o700 })
    checkFreeSpace({ source, names: databaseNames, to })
    await mkdir(draft, { mode: 0o700 })
    const manifest = await fill(draft, { ...options, takenAt })
    await rename(draft, folder)
    syncFolder(to)
    return { folder, manifest }
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw explain(error, to)
  }
}

async function fill(
  draft: string,
  { source, mode, version, takenAt }: BackupOptions & { takenAt: string },
): Promise<Manifest> {
  const files = []
  let newestSeq = 0
  for (const name of databaseNames) {
    const { journalSeq, ...file } = await copyDatabase(join(source, name), join(draft, name))
    newestSeq = Math.max(newestSeq, journalSeq)
    files.push(file)
  }
  const manifest: Manifest = {
    format: manifestFormat,
    version,
    mode,
    taken_at: takenAt,
    journal_seq: newestSeq,
    files,
  }
  const path = join(draft, manifestName)
  await writeFile(path, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 })
  await syncFile(path)
  syncFolder(draft)
  return manifest
}

function explain(error: unknown, to: string): unknown {
  if (error instanceof BackupError) return error
  const reason = error instanceof Error ? error.message : String(error)
  if (isOutOfSpace(error)) {
    const advice = 'What was begun is removed; the city keeps its data. Choose another disk.'
    const detail = `The disk of ${to} became full (${reason}). ${advice}`
    return new BackupError('BACKUP_NO_SPACE', detail, error)
  }
  if (error instanceof Error && 'code' in error && isNotWritable(error.code)) {
    const detail = `No backup can be written to ${to} (${reason}). Choose another folder with --to.`
    return new BackupError('BACKUP_NOT_WRITABLE', detail, error)
  }
  if (!isCorrupt(error)) return error
  const advice = 'No backup was taken. Keep the newest good one, and restore it.'
  return new BackupError(
    'BACKUP_SOURCE_DAMAGED',
    `The data is damaged (${reason}). ${advice}`,
    error,
  )
}

const isNotWritable = (code: unknown) =>
  ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(String(code))

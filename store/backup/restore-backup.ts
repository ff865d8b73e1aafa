import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { openDataFolder } from '../data-folder.ts'
import { DataFolderError } from '../data-folder-error.ts'
import { registrySchemaVersion } from '../registry/tables.ts'
import { schemaVersion } from '../sqlite/schema.ts'
import { syncFolder } from '../sync-folder.ts'
import { BackupError, isOutOfSpace } from './backup-error.ts'
import { digestFile, syncFile } from './file-digest.ts'
import {
  manifestFormat,
  manifestName,
  parseManifest,
  type Manifest,
  type SavedFile,
} from './manifest.ts'

/** The newest schema of each database that this program knows. */
const knownSchemas: Readonly<Record<string, number>> = {
  'readings.db': schemaVersion,
  'registry.db': registrySchemaVersion,
}

/** Reads the manifest of a backup. Throws `BackupError` where the backup cannot be used. */
export function loadManifest(folder: string): Manifest {
  const path = join(folder, manifestName)
  if (!existsSync(path)) {
    const advice = 'It was never finished, or this is no backup: use another one.'
    throw new BackupError('BACKUP_INCOMPLETE', `${folder} has no ${manifestName}. ${advice}`)
  }
  const manifest = parseManifest(readFileSync(path, 'utf8'))
  if (!manifest) {
    const detail = `${path} cannot be read as the manifest of a backup: use another one.`
    throw new BackupError('BACKUP_DAMAGED', detail)
  }
  const tooNew = manifest.files.find(({ name, schema }) => schema > (knownSchemas[name] ?? 0))
  if (manifest.format > manifestFormat || tooNew) {
    const what = tooNew ? `${tooNew.name} has schema ${tooNew.schema}` : 'its layout is newer'
    throw new BackupError(
      'BACKUP_TOO_NEW',
      `This backup was taken by Machimori ${manifest.version}: ${what}, and this version knows ` +
        `${tooNew ? (knownSchemas[tooNew.name] ?? 'no such file') : manifestFormat}. ` +
        `Restore it with version ${manifest.version} or newer.`,
    )
  }
  const missing = Object.keys(knownSchemas).find(
    (name) => !manifest.files.some((file) => file.name === name),
  )
  if (missing === undefined) return manifest
  throw new BackupError('BACKUP_DAMAGED', `${path} does not name ${missing}: use another backup.`)
}

/**
 * Restores a backup as the data folder `target`, which must be missing or empty. Everything is
 * checked in a folder beside it, which takes the name in one step: there is no half-restored city.
 * Rejects with `BackupError`.
 */
export async function restoreBackup(folder: string, target: string): Promise<Manifest> {
  const manifest = loadManifest(folder)
  checkTarget(target)
  const draft = `${target}.restoring`
  try {
    // Left behind by a restore that was killed: nobody has used it.
    await rm(draft, { recursive: true, force: true })
    await mkdir(draft, { recursive: true, mode: 0o700 })
    for (const file of manifest.files) await restoreFile(file, folder, draft)
    syncFolder(draft)
    // Fails where somebody has put a file into the target meanwhile.
    await rename(draft, target)
    syncFolder(dirname(target))
    return manifest
  } catch (error) {
    await rm(draft, { recursive: true, force: true })
    throw explain(error, target)
  }
}

/** Refuses to put a backup over anything. */
function checkTarget(target: string): void {
  if (!existsSync(target)) return
  const held = readdirSync(target)
  if (held.length === 0) return
  if (held.includes('lock.db') && isInUse(target)) {
    const advice = 'Stop it, and move its folder away first.'
    throw new BackupError('RESTORE_TARGET_IN_USE', `A city is running on ${target}. ${advice}`)
  }
  const advice = 'Move it away, or choose another folder: nothing is overwritten.'
  throw new BackupError('RESTORE_TARGET_NOT_EMPTY', `${target} is not empty. ${advice}`)
}

function isInUse(target: string): boolean {
  try {
    openDataFolder(target).close()
    return false
  } catch (error) {
    return error instanceof DataFolderError && error.code === 'DATA_FOLDER_IN_USE'
  }
}

async function restoreFile(file: SavedFile, folder: string, draft: string): Promise<void> {
  const copy = join(draft, file.name)
  const source = join(folder, file.name)
  if (!existsSync(source)) {
    const detail = `${source} is missing: use another backup.`
    throw new BackupError('BACKUP_INCOMPLETE', detail)
  }
  await copyFile(source, copy)
  await chmod(copy, 0o600)
  await syncFile(copy)
  // Of the copy: right there, the original was right too.
  if ((await digestFile(copy)) !== file.sha256) {
    const detail = `${source} is not what was saved (its SHA-256 differs): use another backup.`
    throw new BackupError('BACKUP_DAMAGED', detail)
  }
  checkSchema(copy, file)
}

/** The manifest is a plain text; what the file itself says counts. */
function checkSchema(path: string, { name, schema }: SavedFile): void {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
    if (found === schema) return
    const detail = `${name} has schema ${found}, its manifest says ${schema}: use another backup.`
    throw new BackupError('BACKUP_DAMAGED', detail)
  } finally {
    db.close()
  }
}

function explain(error: unknown, target: string): unknown {
  if (!isOutOfSpace(error)) return error
  const detail = `The disk of ${target} has no room for the backup. What was begun is removed.`
  return new BackupError('BACKUP_NO_SPACE', detail, error)
}

import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock } from '#domain/operation/clock.ts'
import { createFolder } from '../create-folder.ts'
import { syncFolder } from '../sync-folder.ts'
import { BackupError } from './backup-error.ts'
import { checkPlace, checkSource } from './check-source.ts'
import { copyDatabase } from './copy-database.ts'
import { openDraft, removeLeftDrafts, type Draft } from './draft.ts'
import { explainFailedBackup } from './explain-failed-backup.ts'
import { syncFile } from './file-digest.ts'
import { checkFreeSpace } from './free-space.ts'
import type { Miscount } from './list-miscounts.ts'
import {
  manifestFormat,
  manifestName,
  type CityMode,
  type Manifest,
  type SavedFile,
} from './manifest.ts'

/**
 * In this order: the registry's copy is the younger one, so that every device with a reading in
 * the backup is registered in it.
 */
const databaseNames = ['readings.db', 'registry.db'] as const

const isDraft = (name: string) => /^(live|demo)-.*\.part$/.test(name)

export interface BackupOptions {
  /** The data folder of one city, `DATA_DIR/live` or `DATA_DIR/demo`; its server may be running. */
  source: string
  mode: CityMode
  /** Folder that collects backups; created where missing. */
  to: string
  /** Version of this program. */
  version: string
  clock: Clock
  /** Aborted when the process is about to end: what was begun is removed at once. */
  ending?: AbortSignal
}

export interface TakenBackup {
  folder: string
  manifest: Manifest
  /** What backups that were cut off had left there, and is removed. */
  removed: readonly string[]
  /** Records that the city itself lacks; the copy holds all that is there. */
  miscounts: readonly Miscount[]
}

/**
 * Takes a backup: a new folder with a copy of each database, read back, and the manifest. It has
 * its final name only when all of it is on disk; otherwise nothing of it stays. Rejects with
 * `BackupError`, or with the errors of a start on the same data.
 */
export async function takeBackup(options: BackupOptions): Promise<TakenBackup> {
  const { source, mode, to, clock, ending } = options
  const takenAt = new Date(clock.now()).toISOString()
  const folder = join(to, `${mode}-${takenAt.replaceAll(/[:.]/g, '-')}`)
  let draft: Draft | undefined
  const discard = () => draft?.discard()
  ending?.addEventListener('abort', discard)
  try {
    checkSource(source, databaseNames)
    checkPlace(to, source)
    createFolder(to)
    const removed = removeLeftDrafts(to, isDraft)
    checkFreeSpace({ source, names: databaseNames, to })
    draft = openDraft(`${folder}.part`)
    if (!draft) throw sameMoment(folder)
    const { manifest, miscounts } = await fill(draft.path, { ...options, takenAt })
    draft.finish(folder)
    return { folder, manifest, removed, miscounts }
  } catch (error) {
    discard()
    throw explainFailedBackup(error, to)
  } finally {
    ending?.removeEventListener('abort', discard)
  }
}

async function fill(
  draft: string,
  { source, mode, version, takenAt }: BackupOptions & { takenAt: string },
): Promise<Pick<TakenBackup, 'manifest' | 'miscounts'>> {
  const files: SavedFile[] = []
  const lacking: Miscount[] = []
  let newestSeq = 0
  for (const name of databaseNames) {
    const copied = await copyDatabase(join(source, name), join(draft, name))
    const { journalSeq, miscounts, ...file } = copied
    newestSeq = Math.max(newestSeq, journalSeq)
    files.push(file)
    lacking.push(...miscounts)
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
  return { manifest, miscounts: lacking }
}

const sameMoment = (folder: string) =>
  new BackupError('BACKUP_NOT_WRITABLE', {
    ja: `別のバックアップが同じ時刻に ${folder} を作っています。もう一度実行してください。`,
    en: `Another backup of the same moment is writing ${folder}. Run it again.`,
  })

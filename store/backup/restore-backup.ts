import { statSync } from 'node:fs'
import { chmod, copyFile, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { restoringName } from '../city-elsewhere.ts'
import { createFolder } from '../create-folder.ts'
import { syncFolder } from '../sync-folder.ts'
import { BackupError } from './backup-error.ts'
import { checkTarget, isBeingRestored } from './check-target.ts'
import { openDraft, type Draft } from './draft.ts'
import { explainFailedRestore } from './explain-failed-restore.ts'
import { digestFile, syncFile } from './file-digest.ts'
import { loadManifest, unreadable } from './load-manifest.ts'
import type { Manifest, SavedFile } from './manifest.ts'

/**
 * Restores a backup as the data folder `target`, which must be missing or empty. Everything is
 * checked in a folder beside it, which takes the name in one step: there is no half-restored city.
 * Where the process is about to end, `ending` removes what was begun. Rejects with `BackupError`.
 */
export async function restoreBackup(
  folder: string,
  target: string,
  ending?: AbortSignal,
): Promise<Manifest> {
  let draft: Draft | undefined
  const discard = () => draft?.discard()
  ending?.addEventListener('abort', discard)
  try {
    const manifest = loadManifest(folder)
    checkTarget(target)
    createFolder(dirname(target))
    // Also over what a restore that was killed has left: nobody has used it.
    draft = openDraft(restoringName(target))
    if (!draft) throw isBeingRestored(target, restoringName(target))
    for (const file of manifest.files) await restoreFile(file, folder, draft.path)
    syncFolder(draft.path)
    // Fails where somebody has put a file into the target meanwhile.
    draft.finish(target)
    return manifest
  } catch (error) {
    discard()
    throw explainFailedRestore(error, target)
  } finally {
    ending?.removeEventListener('abort', discard)
  }
}

async function restoreFile(file: SavedFile, folder: string, draft: string): Promise<void> {
  const copy = join(draft, file.name)
  const source = join(folder, file.name)
  await checkReadable(source)
  await copyFile(source, copy)
  await chmod(copy, 0o600)
  await syncFile(copy)
  // Of the copy: right there, the original was right too.
  if ((await digestFile(copy)) !== file.sha256) {
    throw new BackupError('BACKUP_DAMAGED', {
      ja: `${source} が保存時の内容と違います（SHA-256の不一致）。別のバックアップを指定してください。`,
      en: `${source} is not what was saved (its SHA-256 differs): use another backup.`,
    })
  }
  checkSchema(copy, file)
}

/** What is wrong with the backup must not be taken for a fault of the target. */
async function checkReadable(source: string): Promise<void> {
  const found = statSync(source, { throwIfNoEntry: false })
  if (!found?.isFile()) {
    throw new BackupError('BACKUP_INCOMPLETE', {
      ja: `${source} がないか、ファイルではありません。別のバックアップを指定してください。`,
      en: `${source} is missing, or is no file: use another backup.`,
    })
  }
  const handle = await open(source, 'r').catch((error: unknown) => {
    throw unreadable(source, error)
  })
  await handle.close()
}

/** The manifest is a plain text; what the file itself says counts. */
function checkSchema(path: string, { name, schema }: SavedFile): void {
  const db = new DatabaseSync(path, { readOnly: true })
  try {
    const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
    if (found === schema) return
    throw new BackupError('BACKUP_DAMAGED', {
      ja: `${name} のスキーマは${found}ですが、目録には${schema}とあります。別のバックアップを指定してください。`,
      en: `${name} has schema ${found}, its manifest says ${schema}: use another backup.`,
    })
  } finally {
    db.close()
  }
}

import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { knownSchemas } from '../known-schemas.ts'
import { BackupError } from './backup-error.ts'
import { manifestFormat, manifestName, parseManifest, type Manifest } from './manifest.ts'
import { reasonOf } from './not-writable.ts'

/** Reads the manifest of a backup. Throws `BackupError` where the backup cannot be used. */
export function loadManifest(folder: string): Manifest {
  const path = join(folder, manifestName)
  if (!statSync(path, { throwIfNoEntry: false })) {
    throw new BackupError('BACKUP_INCOMPLETE', {
      ja: `${folder} に ${manifestName} がありません。完了しなかったバックアップか、バックアップではないフォルダーです。別のバックアップを指定してください。`,
      en:
        `${folder} has no ${manifestName}. It was never finished, or this is no backup: ` +
        'use another one.',
    })
  }
  const manifest = parseManifest(readText(path))
  if (!manifest) {
    throw new BackupError('BACKUP_DAMAGED', {
      ja: `${path} をバックアップの目録として読めません。別のバックアップを指定してください。`,
      en: `${path} cannot be read as the manifest of a backup: use another one.`,
    })
  }
  refuseNewer(manifest)
  refuseHalf(path, manifest)
  return manifest
}

/** A broken disk, a wrong owner, or a folder of that name. */
function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw unreadable(path, error)
  }
}

export function unreadable(path: string, cause: unknown): BackupError {
  return new BackupError(
    'BACKUP_DAMAGED',
    {
      ja: `バックアップの ${path} を読めません（${reasonOf(cause)}）。読めるユーザーで実行するか、別のバックアップを指定してください。`,
      en:
        `${path} of the backup cannot be read (${reasonOf(cause)}). Run it as a user who may ` +
        'read it, or use another backup.',
    },
    cause,
  )
}

function refuseNewer({ format, version, files }: Manifest): void {
  const tooNew = files.find(({ name, schema }) => schema > (knownSchemas[name] ?? 0))
  if (format <= manifestFormat && !tooNew) return
  const known = tooNew ? (knownSchemas[tooNew.name] ?? 0) : manifestFormat
  const what = tooNew
    ? {
        ja: `${tooNew.name} のスキーマは${tooNew.schema}`,
        en: `${tooNew.name} has schema ${tooNew.schema}`,
      }
    : { ja: `形式は${format}`, en: `its layout is ${format}` }
  throw new BackupError('BACKUP_TOO_NEW', {
    ja: `このバックアップは新しい版のまちもり ${version} のものです（${what.ja}、この版が扱えるのは${known}まで）。版 ${version} 以降で復元してください。`,
    en:
      `This backup was taken by Machimori ${version}: ${what.en}, and this version knows ` +
      `${known}. Restore it with version ${version} or newer.`,
  })
}

/** A backup of empty files, as earlier versions took them, would come back as an empty city. */
function refuseHalf(path: string, { files }: Manifest): void {
  const lacking = Object.keys(knownSchemas).find(
    (name) => !files.some((file) => file.name === name && file.schema > 0),
  )
  if (lacking === undefined) return
  throw new BackupError('BACKUP_DAMAGED', {
    ja: `${path} によると、このバックアップに ${lacking} の中身がありません。別のバックアップを指定してください。`,
    en: `This backup holds nothing of ${lacking}, as ${path} says: use another backup.`,
  })
}

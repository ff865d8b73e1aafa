import { chmodSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { knownSchemas } from '../known-schemas.ts'
import { describeNewerSchema } from '../newer-schema.ts'
import { BackupError } from './backup-error.ts'
import { digestFile, syncFile } from './file-digest.ts'
import { inspectDatabase, listFaults, type Inspection } from './inspect-database.ts'
import { listMiscounts, type Miscount } from './list-miscounts.ts'
import type { SavedFile } from './manifest.ts'

/** Pages of one step, 4 MB: long enough to be fast, short enough to be told about. */
const stepPages = 1_000
/** How long to wait where a server holds the file for a moment (start, end). */
const busyTimeoutMs = 10_000
/** A registry holds the digests of secrets. */
const fileMode = 0o600

/** A database's copy that was read back. */
export interface CopiedDatabase extends SavedFile {
  journalSeq: number
  miscounts: readonly Miscount[]
}

/**
 * Copies one database as it is at this moment, also while a server writes it, and reads the copy
 * back. One read transaction covers the whole copy, so commits that come meanwhile neither change
 * it nor start it again; they wait for nothing (WAL).
 */
export async function copyDatabase(source: string, target: string): Promise<CopiedDatabase> {
  const expected = await copySnapshot(source, target)
  chmodSync(target, fileMode)
  const { found, miscounts } = readBack(target)
  if (!isDeepStrictEqual(found, expected)) {
    const detail = `${JSON.stringify(found)} ≠ ${JSON.stringify(expected)}`
    throw new BackupError('BACKUP_SOURCE_DAMAGED', {
      ja: `${source} の写しが元と一致しません（${detail}）。もう一度実行し、繰り返すときはディスクを調べてください。`,
      en: `The copy of ${source} is not what was copied (${detail}). Run it again; if it repeats, check the disks.`,
    })
  }
  await syncFile(target)
  const { size: bytes } = await stat(target)
  const { schema, rows, journalSeq } = expected
  const sha256 = await digestFile(target)
  return { name: basename(source), schema, bytes, sha256, rows, journalSeq, miscounts }
}

async function copySnapshot(source: string, target: string): Promise<Inspection> {
  // Read-only: it can neither write the log back nor remove it, whatever state it is in.
  const db = new DatabaseSync(source, { readOnly: true, timeout: busyTimeoutMs })
  try {
    db.exec('BEGIN')
    const expected = inspectDatabase(db)
    refuseUnknown(source, expected.schema)
    await backup(db, target, { rate: stepPages })
    return expected
  } finally {
    db.close()
  }
}

/** What a start refuses, or takes for a city that was never there, is no backup. */
function refuseUnknown(source: string, schema: number): void {
  const known = knownSchemas[basename(source)] ?? 0
  if (schema > known) {
    throw new BackupError('BACKUP_SOURCE_TOO_NEW', describeNewerSchema(source, schema, known))
  }
  if (schema > 0) return
  throw new BackupError('BACKUP_SOURCE_MISSING', {
    ja: `${source} は空です。保存するデータがありません。DATA_DIR を確かめてください。`,
    en: `${source} is empty: there is nothing to save. Check DATA_DIR.`,
  })
}

function readBack(target: string): { found: Inspection; miscounts: Miscount[] } {
  const copy = new DatabaseSync(target)
  try {
    // One file without a log beside it: it can be read from a disk that cannot be written.
    copy.exec('PRAGMA journal_mode = DELETE')
    const [fault] = listFaults(copy)
    if (fault !== undefined) {
      throw new BackupError('BACKUP_SOURCE_DAMAGED', {
        ja: `データフォルダーが破損しています（${fault}）。最新の正常なバックアップを残しておき、それを復元してください。`,
        en: `This data folder is damaged (${fault}). Keep the newest good backup, and restore it.`,
      })
    }
    const found = inspectDatabase(copy)
    return { found, miscounts: listMiscounts(copy, found) }
  } finally {
    copy.close()
  }
}

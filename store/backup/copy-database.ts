import { chmodSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { backup, DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { BackupError } from './backup-error.ts'
import { digestFile, syncFile } from './file-digest.ts'
import { inspectDatabase, listFaults, type Inspection } from './inspect-database.ts'
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
}

/**
 * Copies one database as it is at this moment, also while a server writes it, and reads the copy
 * back. One read transaction covers the whole copy, so commits that come meanwhile neither change
 * it nor start it again; they wait for nothing (WAL).
 */
export async function copyDatabase(source: string, target: string): Promise<CopiedDatabase> {
  const expected = await copySnapshot(source, target)
  chmodSync(target, fileMode)
  const found = readBack(target)
  if (!isDeepStrictEqual(found, expected)) {
    const detail = `${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`
    throw new BackupError('BACKUP_SOURCE_DAMAGED', `The copy of ${source} holds ${detail}`)
  }
  await syncFile(target)
  const { size: bytes } = await stat(target)
  const { schema, rows, journalSeq } = expected
  const sha256 = await digestFile(target)
  return { name: basename(source), schema, bytes, sha256, rows, journalSeq }
}

async function copySnapshot(source: string, target: string): Promise<Inspection> {
  // Read-only: it can neither write the log back nor remove it, whatever state it is in.
  const db = new DatabaseSync(source, { readOnly: true, timeout: busyTimeoutMs })
  try {
    db.exec('BEGIN')
    const expected = inspectDatabase(db)
    await backup(db, target, { rate: stepPages })
    return expected
  } finally {
    db.close()
  }
}

function readBack(target: string): Inspection {
  const copy = new DatabaseSync(target)
  try {
    // One file without a log beside it: it can be read from a disk that cannot be written.
    copy.exec('PRAGMA journal_mode = DELETE')
    const [fault] = listFaults(copy)
    if (fault !== undefined) {
      const advice = 'Keep the newest good backup, and restore it: this data folder is damaged.'
      throw new BackupError('BACKUP_SOURCE_DAMAGED', `The copy is damaged: ${fault}. ${advice}`)
    }
    return inspectDatabase(copy)
  } finally {
    copy.close()
  }
}

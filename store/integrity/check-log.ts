import { copyFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { scanWal, type LeftOut, type WalScan } from './scan-wal.ts'

/** Something about the data that the operator should know, though the city starts. */
export interface Finding {
  level: 'info' | 'warn' | 'error'
  message: string
  facts: object
}

/**
 * Every commit is fsynced before the next one begins, so a power cut leaves at most one end of a
 * transaction behind the first bad frame. A second one was acknowledged, and is damaged.
 */
const tornCommitsMax = 1

/**
 * Looks for acknowledged data that SQLite would pass over in silence: frames of the present round
 * of the log behind its first wrong checksum. What was damaged is kept aside before SQLite writes
 * over it. Call it before the database is opened.
 */
export function checkLog(file: string): Finding | undefined {
  const log = `${file}-wal`
  const scan = scanWal(log)
  if (!scan?.left) return undefined
  const facts = describe(file, scan, scan.left)
  if (scan.left.commits <= tornCommitsMax) {
    const message =
      'An unfinished commit at the end of the log is left out: usual after a power cut'
    return { level: 'warn', message, facts }
  }
  const keptAs = `${log}.damaged-${statSync(log).mtimeMs.toFixed(0)}`
  copyFileSync(log, keptAs)
  return {
    level: 'error',
    message:
      'ログの破損により、受信済みのデータの一部が失われました。 ' +
      'The log is damaged: acknowledged data is lost. Devices may send it again, or restore a backup',
    facts: { ...facts, kept_as: basename(keptAs) },
  }
}

function describe(file: string, { validFrames, writtenTs }: WalScan, left: LeftOut) {
  const newestTs = findNewestCommit(file)
  return {
    file: basename(file),
    valid_frames: validFrames,
    lost_frames: left.frames,
    lost_commits: left.commits,
    bytes: [left.from, left.to],
    // Committed after the newest one that is left, and before the last write to the log.
    lost_after: newestTs === undefined ? null : new Date(newestTs).toISOString(),
    lost_before: new Date(writtenTs).toISOString(),
  }
}

/** When the newest batch that can still be read was committed, epoch ms. */
function findNewestCommit(file: string): number | undefined {
  try {
    // Read-only, so that the log stays as it was found.
    const db = new DatabaseSync(file, { readOnly: true })
    try {
      const row = db.prepare('SELECT max(seq), committed_ts FROM journal').get()
      return row?.['committed_ts'] == null ? undefined : Number(row['committed_ts'])
    } finally {
      db.close()
    }
  } catch {
    // No journal in it, or so damaged that the next check says it.
    return undefined
  }
}

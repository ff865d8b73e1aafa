import { copyFileSync, rmSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { scanWal, type WalScan } from './scan-wal.ts'

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

const lost =
  'ログの破損により、受信済みのデータの一部が失われました。 ' +
  'The log is damaged: committed data is lost. Devices may send it again, or restore a backup'

/** Only the operator knows whether the power failed, so the message asks that. */
const perhapsLost =
  'ログの末尾が完全ではなく、その部分は読み込みませんでした。直前に停電や強制終了があった場合は、' +
  '通常、受信確認を返す前の書きかけで、失われたデータはありません。なかった場合は、' +
  '受信済みの最後のデータが失われたおそれがあります。 ' +
  'The end of the log is not whole and is left out. After a power cut or a kill it is normally a ' +
  'commit that nobody was told of, and nothing is lost. Where there was neither, it may have ' +
  'been acknowledged, and is lost'

/**
 * Looks for acknowledged data that SQLite would pass over in silence: frames of the present round
 * of the log behind its first wrong checksum, which may be that of its header. What was left out
 * is kept aside before SQLite writes over it. Call it before the database is opened.
 */
export function checkLog(file: string): Finding | undefined {
  const scan = scanWal(file)
  if (!scan || (!scan.left && scan.provenLost === 0)) return undefined
  const evidence = findEvidence(scan)
  const log = `${file}-wal`
  // The end of a kill may come every minute where memory is short: of those the newest is kept.
  const kept = keepAside(log, evidence === null ? `${log}.unfinished` : damagedName(log))
  const facts = { ...describe(file, scan), evidence, ...kept }
  return evidence === null
    ? { level: 'warn', message: perhapsLost, facts }
    : { level: 'error', message: lost, facts }
}

/** Why this cannot be a commit that the power or a kill cut off; null where it can. */
function findEvidence({ isHeaderDamaged, provenLost, left }: WalScan): string | null {
  // It was fsynced before the first frame, and is too small to be written by half.
  if (isHeaderDamaged) return 'the header of the log is damaged'
  if (provenLost > 0) return 'the index of the log counts them as committed'
  if ((left?.commits ?? 0) > tornCommitsMax) return 'more commits than one can be unfinished'
  return null
}

function describe(file: string, { validFrames, left, provenLost, writtenBeforeTs }: WalScan) {
  const newestTs = findNewestCommit(file)
  return {
    file: basename(file),
    valid_frames: validFrames,
    lost_frames: Math.max(left?.frames ?? 0, provenLost),
    // Where the file was cut off, nobody can say how many.
    lost_commits: Math.max(left?.commits ?? 0, provenLost > 0 ? 1 : 0),
    bytes: left && [left.from, left.to],
    // Committed after the newest one that is left, and before the last write to the log.
    lost_after: newestTs === undefined ? null : new Date(newestTs).toISOString(),
    lost_before: new Date(writtenBeforeTs).toISOString(),
  }
}

/** The same name at a start that follows one that did not come far enough to write to the log. */
const damagedName = (log: string) => `${log}.damaged-${statSync(log).mtimeMs.toFixed(0)}`

/** A disk without room for the copy must not keep the city from watching tonight's rain. */
function keepAside(log: string, copy: string) {
  try {
    copyFileSync(log, copy)
    return { kept_as: basename(copy) }
  } catch (error) {
    removeQuietly(copy)
    return { kept_as: null, not_kept: error instanceof Error ? error.message : String(error) }
  }
}

function removeQuietly(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // What is in the way there is not ours.
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

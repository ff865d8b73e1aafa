import { closeSync, fstatSync, openSync } from 'node:fs'
import {
  findRound,
  followFrame,
  isOlderRound,
  isSameRound,
  logHeaderBytes,
  readFrames,
  type Frame,
} from './wal-frames.ts'
import { readPageBytes, readWalHeader, type WalHeader } from './wal-header.ts'
import { readWalIndex } from './wal-index.ts'

/** What a write-ahead log holds, read without SQLite, which passes over damage in silence. */
export interface WalScan extends FoundFrames {
  isHeaderDamaged: boolean
  /** At least so many frames were committed and fsynced, and are not whole any more. */
  provenLost: number
  /** The log was last written to before this, epoch ms. */
  writtenBeforeTs: number
}

interface FoundFrames {
  /** Frames up to the first bad one. */
  validFrames: number
  /** Frames up to the last end of a transaction among the valid ones: what SQLite reads. */
  readFrames: number
  /** Of the log's present round, but behind that: what SQLite leaves out. */
  left: LeftOut | null
}

export interface LeftOut {
  frames: number
  /** Ends of transactions among them. */
  commits: number
  /** Byte range in the file. */
  from: number
  to: number
}

/**
 * Files are stamped by a clock that goes in steps, of 10 ms in Linux at 100 Hz: a reading may have
 * been received, and written, up to so much after the time of its file.
 */
const fileClockStepMs = 10

/**
 * Follows the checksums of a database's log [SQLite file format, 4.1]. Undefined where there is no
 * log, or none that was begun. Must not be called while this process has the database open:
 * closing a second handle would drop SQLite's locks.
 */
export function scanWal(file: string): WalScan | undefined {
  const fd = openOrUndefined(`${file}-wal`)
  if (fd === undefined) return undefined
  try {
    const { size, mtimeMs } = fstatSync(fd)
    // The header is on disk before the first frame is written.
    if (size <= logHeaderBytes) return undefined
    const header = readWalHeader(fd)
    const found = header ? followFrames(fd, header) : listUnreadable(fd, readPageBytes(file))
    const provenLost = header ? countProvenLost(file, header, found) : 0
    const writtenBeforeTs = Math.ceil(mtimeMs) + fileClockStepMs
    return { ...found, isHeaderDamaged: header === undefined, provenLost, writtenBeforeTs }
  } finally {
    closeSync(fd)
  }
}

function openOrUndefined(path: string): number | undefined {
  try {
    return openSync(path, 'r')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

function followFrames(fd: number, header: WalHeader): FoundFrames {
  const found: FoundFrames = { validFrames: 0, readFrames: 0, left: null }
  const collect = createCollector(header.salts)
  let sums: WalHeader['sums'] | undefined = header.sums
  for (const frame of readFrames(fd, header.pageBytes)) {
    if (sums) sums = frame.salts.equals(header.salts) ? followFrame(sums, frame, header) : undefined
    found.left = collect(found.left, frame)
    if (!sums) continue
    found.validFrames += 1
    if (!frame.isEnd) continue
    found.readFrames = found.validFrames
    found.left = null
  }
  return found
}

/** SQLite reads nothing behind a damaged header, so that every frame of the round is left out. */
function listUnreadable(fd: number, pageBytes: number): FoundFrames {
  const collect = createCollector(findRound(readFrames(fd, pageBytes)))
  let left: LeftOut | null = null
  for (const frame of readFrames(fd, pageBytes)) left = collect(left, frame)
  return { validFrames: 0, readFrames: 0, left }
}

/** Adds the frames of a round, and those of which nobody can say that they are older. */
function createCollector(round: Buffer) {
  let isBehindRound = false
  return (left: LeftOut | null, frame: Frame): LeftOut | null => {
    const isOfRound = isSameRound(frame.salts, round)
    if (!isOfRound && isOlderRound(frame.salts, round)) isBehindRound = true
    // Behind an older frame there are only older ones: what is damaged there was read long ago.
    if (!isOfRound && isBehindRound) return left
    return addFrame(left, frame, isOfRound && frame.isEnd)
  }
}

function addFrame(left: LeftOut | null, { at, bytes }: Frame, isCommit: boolean): LeftOut {
  const { frames, commits, from } = left ?? { frames: 0, commits: 0, from: at }
  return {
    frames: frames + 1,
    commits: commits + (isCommit ? 1 : 0),
    from,
    to: at + bytes.length,
  }
}

function countProvenLost(file: string, { salts }: WalHeader, found: FoundFrames): number {
  const index = readWalIndex(file)
  if (!index?.salts.equals(salts)) return 0
  return Math.max(0, index.frames - found.readFrames)
}

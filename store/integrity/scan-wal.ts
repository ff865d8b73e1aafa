import { closeSync, fstatSync, openSync, readSync } from 'node:fs'
import { addToSums, type Sums } from './wal-checksum.ts'

/** What a write-ahead log holds, read without SQLite, which passes over damage in silence. */
export interface WalScan {
  /** Frames up to the first bad one. */
  validFrames: number
  /** Of the log's present round, but at or behind the first bad frame: SQLite leaves them out. */
  left: LeftOut | null
  /** Last write to the log, epoch ms. */
  writtenTs: number
}

export interface LeftOut {
  frames: number
  /** Ends of transactions among them. */
  commits: number
  /** Byte range in the file. */
  from: number
  to: number
}

const headerBytes = 32
const frameHeaderBytes = 24
/** The two ways a log can begin; the last bit tells the order of bytes in its checksums. */
const magic = 0x377f0682

interface Log {
  fd: number
  pageBytes: number
  isBigEndian: boolean
  /** Both salts; the log is written anew from its start with other ones. */
  salts: Buffer
  sums: Sums
}

/**
 * Follows the checksums of a log [SQLite file format, 4.1]. Undefined where there is no log, or
 * none that was begun. Must not be called while this process has the database open: closing a
 * second handle would drop SQLite's locks.
 */
export function scanWal(path: string): WalScan | undefined {
  const fd = openOrUndefined(path)
  if (fd === undefined) return undefined
  try {
    const log = readHeader(fd)
    return log && scanFrames(log)
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

function readHeader(fd: number): Log | undefined {
  const header = Buffer.alloc(headerBytes)
  if (readSync(fd, header, 0, headerBytes, 0) < headerBytes) return undefined
  const first = header.readUInt32BE(0)
  if (first - (first % 2) !== magic) return undefined
  const isBigEndian = first % 2 === 1
  const sums = addToSums({ s0: 0, s1: 0 }, header.subarray(0, 24), isBigEndian)
  return {
    fd,
    pageBytes: header.readUInt32BE(8),
    isBigEndian,
    salts: header.subarray(16, 24),
    sums,
  }
}

function scanFrames({ fd, pageBytes, isBigEndian, salts, sums }: Log): WalScan {
  const { size, mtimeMs } = fstatSync(fd)
  const frameBytes = frameHeaderBytes + pageBytes
  const frame = Buffer.alloc(frameBytes)
  let validFrames = 0
  let isBroken = false
  let left: LeftOut | null = null
  for (let at = headerBytes; at + frameBytes <= size; at += frameBytes) {
    readSync(fd, frame, 0, frameBytes, at)
    const isOfThisRound = frame.subarray(8, 16).equals(salts)
    if (!isBroken) {
      sums = addToSums(sums, frame.subarray(0, 8), isBigEndian)
      sums = addToSums(sums, frame.subarray(frameHeaderBytes), isBigEndian)
      isBroken = !isOfThisRound || !hasSums(frame, sums)
      if (!isBroken) validFrames += 1
    }
    if (isBroken && isOfThisRound) left = addFrame(left, frame, at)
  }
  return { validFrames, left, writtenTs: Math.round(mtimeMs) }
}

const hasSums = (frame: Buffer, { s0, s1 }: Sums) =>
  frame.readUInt32BE(16) === s0 && frame.readUInt32BE(20) === s1

function addFrame(left: LeftOut | null, frame: Buffer, at: number): LeftOut {
  // The last frame of a transaction says how large the database is after it.
  const commits = frame.readUInt32BE(4) === 0 ? 0 : 1
  return {
    frames: (left?.frames ?? 0) + 1,
    commits: (left?.commits ?? 0) + commits,
    from: left?.from ?? at,
    to: at + frame.length,
  }
}

import { readSync } from 'node:fs'
import { addToSums, type Sums } from './wal-checksum.ts'

/** Of the log itself; the frames follow. */
export const logHeaderBytes = 32
const frameHeaderBytes = 24
/**
 * A log that was copied to the database is written anew from its start, so that frames of older
 * rounds lie behind the new ones. Further away than that is no count of rounds, but damage.
 */
const olderRoundsMax = 2 ** 24

/** One page as a commit left it [SQLite file format, 4.1]. */
export interface Frame {
  /** Where it begins in the file. */
  at: number
  /** Shorter than a frame where the file ends in the middle of it. */
  bytes: Buffer
  /** Both salts, which all frames of a round share; empty where the file ends before them. */
  salts: Buffer
  /** Whether a transaction ends with it: it says how large the database is then. */
  isEnd: boolean
}

/** Every frame of a log in order; the buffer of one is used again for the next. */
export function* readFrames(fd: number, pageBytes: number): Generator<Frame> {
  const buffer = Buffer.alloc(frameHeaderBytes + pageBytes)
  for (let at = logHeaderBytes; ; at += buffer.length) {
    const length = readSync(fd, buffer, 0, buffer.length, at)
    if (length === 0) return
    const bytes = buffer.subarray(0, length)
    const isEnd = length >= 8 && bytes.readUInt32BE(4) !== 0
    yield { at, bytes, salts: bytes.subarray(8, 16), isEnd }
  }
}

export interface Checksums {
  pageBytes: number
  isBigEndian: boolean
}

/** The sums behind a frame that SQLite would read; undefined for one at which it ends the log. */
export function followFrame(
  sums: Sums,
  { bytes }: Frame,
  { pageBytes, isBigEndian }: Checksums,
): Sums | undefined {
  if (bytes.length < frameHeaderBytes + pageBytes || bytes.readUInt32BE(0) === 0) return undefined
  const ofHeader = addToSums(sums, bytes.subarray(0, 8), isBigEndian)
  const next = addToSums(ofHeader, bytes.subarray(frameHeaderBytes), isBigEndian)
  const isRight = bytes.readUInt32BE(16) === next.s0 && bytes.readUInt32BE(20) === next.s1
  return isRight ? next : undefined
}

/** Older rounds differ in both salts, so a frame with one of them is of this round, and damaged. */
export const isSameRound = (salts: Buffer, round: Buffer): boolean =>
  salts.length === 8 &&
  (salts.subarray(0, 4).equals(round.subarray(0, 4)) || salts.subarray(4).equals(round.subarray(4)))

/** The first salt counts the rounds, from a random number on; the second one is random each time. */
export function isOlderRound(salts: Buffer, round: Buffer): boolean {
  if (salts.length < 8) return false
  const rounds = (round.readUInt32BE(0) - salts.readUInt32BE(0)) >>> 0
  return rounds > 0 && rounds <= olderRoundsMax
}

/** The salts of the newest round, told by the frames alone where the log's header is damaged. */
export function findRound(frames: Iterable<Frame>): Buffer {
  const [first, second] = listFirstSalts(frames)
  if (!first) return Buffer.alloc(8)
  if (!second || isOlderRound(second, first)) return first
  // Where they differ otherwise, what damaged the header damaged the first frame as well.
  return second
}

/** Of the first two frames that were not emptied. */
function listFirstSalts(frames: Iterable<Frame>): Buffer[] {
  const found: Buffer[] = []
  for (const { salts } of frames) {
    if (salts.length === 8 && salts.some((byte) => byte !== 0)) found.push(Buffer.from(salts))
    if (found.length === 2) break
  }
  return found
}

import { readFileSync } from 'node:fs'
import { endianness } from 'node:os'
import { addToSums } from './wal-checksum.ts'

/**
 * What the index beside the log (`-shm`) says of it. SQLite writes it after the fsync of a commit,
 * and a kill leaves it as it was; a power cut may leave an older one. So what it calls committed
 * was on disk, while what it does not know may have been as well.
 */
export interface WalIndex {
  /** The round that it speaks of. */
  salts: Buffer
  /** Frames up to the end of the newest commit. */
  frames: number
}

const copyBytes = 48
const sumsAt = 40
const isBigEndian = endianness() === 'BE'

/** Undefined where there is none, or its two copies or its checksum are not right. */
export function readWalIndex(file: string): WalIndex | undefined {
  const bytes = readOrUndefined(`${file}-shm`)
  if (bytes === undefined || bytes.length < 2 * copyBytes) return undefined
  const header = bytes.subarray(0, copyBytes)
  if (!header.equals(bytes.subarray(copyBytes, 2 * copyBytes))) return undefined
  const { s0, s1 } = addToSums({ s0: 0, s1: 0 }, header.subarray(0, sumsAt), isBigEndian)
  if (readWord(header, sumsAt) !== s0 || readWord(header, sumsAt + 4) !== s1) return undefined
  return { salts: header.subarray(32, 40), frames: readWord(header, 16) }
}

/** In the machine's own order of bytes, unlike the log. */
const readWord = (bytes: Buffer, at: number) =>
  isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)

function readOrUndefined(path: string): Buffer | undefined {
  try {
    return readFileSync(path)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

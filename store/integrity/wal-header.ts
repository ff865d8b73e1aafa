import { closeSync, openSync, readSync } from 'node:fs'
import { addToSums, type Sums } from './wal-checksum.ts'
import { logHeaderBytes, type Checksums } from './wal-frames.ts'

/** The two ways a log can begin; the last bit tells the order of bytes in its checksums. */
const magic = 0x377f0682
const formatVersion = 3_007_000
const pageBytesRange = { min: 512, max: 65_536 }

export interface WalHeader extends Checksums {
  /** Both salts; the log is written anew from its start with other ones. */
  salts: Buffer
  sums: Sums
}

/** Undefined where any bit of it is wrong: SQLite then takes the whole log for an empty one. */
export function readWalHeader(fd: number): WalHeader | undefined {
  const header = Buffer.alloc(logHeaderBytes)
  readSync(fd, header, 0, logHeaderBytes, 0)
  const first = header.readUInt32BE(0)
  const isBigEndian = first % 2 === 1
  const pageBytes = header.readUInt32BE(8)
  const sums = addToSums({ s0: 0, s1: 0 }, header.subarray(0, 24), isBigEndian)
  const isSound =
    first - (first % 2) === magic &&
    header.readUInt32BE(4) === formatVersion &&
    isPageSize(pageBytes) &&
    header.readUInt32BE(24) === sums.s0 &&
    header.readUInt32BE(28) === sums.s1
  return isSound ? { pageBytes, isBigEndian, salts: header.subarray(16, 24), sums } : undefined
}

const isPageSize = (bytes: number) =>
  bytes >= pageBytesRange.min && bytes <= pageBytesRange.max && (bytes & (bytes - 1)) === 0

/** What SQLite makes new files with, and what ours have. */
const usualPageBytes = 4_096

/** The size of a page as the database itself says it [SQLite file format, 1.3.2]. */
export function readPageBytes(file: string): number {
  const fd = openSync(file, 'r')
  try {
    const field = Buffer.alloc(2)
    readSync(fd, field, 0, 2, 16)
    const said = field.readUInt16BE()
    // The field has no room for the largest size.
    const bytes = said === 1 ? pageBytesRange.max : said
    return isPageSize(bytes) ? bytes : usualPageBytes
  } finally {
    closeSync(fd)
  }
}

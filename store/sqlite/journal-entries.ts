import type { Outcome } from '#domain/commit.ts'

/**
 * One journal entry: where the fact lies, not a copy of it. A reading is found by kind, device
 * and `ref` = ts, any other fact by its number and `ref` = row id. `tail` holds what the row does not say of this
 * entry: the version it made and its first verdict, or how a duplicate differed.
 */
export interface JournalEntry {
  factNo: number
  outcome: Outcome
  kindNo: number
  deviceNo: number
  ref: number
  tail: readonly unknown[] | null
}

const headBytes = 16
const tailBit = 0x80
/** In place of a number: it stands in the next byte, which has no meaning otherwise. */
const numberBehind = 0x0f
const initialBytes = 65_536

/** Collects the entries of one batch after another in one reused buffer. */
export function createEntryPacker() {
  let bytes = Buffer.alloc(initialBytes)
  let length = 0

  function reserve(more: number): void {
    if (length + more <= bytes.length) return
    const larger = Buffer.alloc(Math.max(bytes.length * 2, length + more))
    bytes.copy(larger, 0, 0, length)
    bytes = larger
  }

  return {
    clear(): void {
      length = 0
    },
    /** The bytes so far; valid until the next call. */
    packed: (): Uint8Array => bytes.subarray(0, length),
    add(entry: JournalEntry): void {
      reserve(headBytes)
      const { factNo } = entry
      const tag = Math.min(factNo, numberBehind) | (entry.outcome << 4) | (entry.tail ? tailBit : 0)
      bytes[length] = tag
      bytes[length + 1] = factNo
      bytes.writeUInt16LE(entry.kindNo, length + 2)
      bytes.writeUInt32LE(entry.deviceNo, length + 4)
      bytes.writeDoubleLE(entry.ref, length + 8)
      length += headBytes
      if (!entry.tail) return
      const tail = Buffer.from(JSON.stringify(entry.tail))
      reserve(4 + tail.length)
      bytes.writeUInt32LE(tail.length, length)
      tail.copy(bytes, length + 4)
      length += 4 + tail.length
    },
  }
}
export type EntryPacker = ReturnType<typeof createEntryPacker>

/** Reads back what `createEntryPacker` wrote. */
export function unpackEntries(packed: Uint8Array): JournalEntry[] {
  const bytes = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength)
  const entries: JournalEntry[] = []
  let at = 0
  while (at < bytes.length) {
    const tag = bytes.readUInt8(at)
    const factNo = tag & numberBehind
    const entry: JournalEntry = {
      factNo: factNo === numberBehind ? bytes.readUInt8(at + 1) : factNo,
      outcome: ((tag >> 4) & 0x07) as Outcome,
      kindNo: bytes.readUInt16LE(at + 2),
      deviceNo: bytes.readUInt32LE(at + 4),
      ref: bytes.readDoubleLE(at + 8),
      tail: null,
    }
    at += headBytes
    if (tag & tailBit) {
      const end = at + 4 + bytes.readUInt32LE(at)
      entry.tail = JSON.parse(bytes.toString('utf8', at + 4, end)) as unknown[]
      at = end
    }
    entries.push(entry)
  }
  return entries
}

/** The running checksum of a write-ahead log: two sums that depend on the order of the words. */
export interface Sums {
  s0: number
  s1: number
}

/**
 * Adds bytes, a multiple of eight, to the sums [SQLite file format, 4.2 "Checksum Algorithm"].
 * The log's header says in which order its machine kept the bytes of a word.
 */
export function addToSums({ s0, s1 }: Sums, bytes: Buffer, isBigEndian: boolean): Sums {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let [a, b] = [s0, s1]
  for (let at = 0; at < bytes.length; at += 8) {
    a = (a + view.getUint32(at, !isBigEndian) + b) >>> 0
    b = (b + view.getUint32(at + 4, !isBigEndian) + a) >>> 0
  }
  return { s0: a, s1: b }
}

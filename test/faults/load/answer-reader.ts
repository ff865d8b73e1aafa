const connack = 0x20

/** Counts the packets of a server; those that answer a device are shorter than 128 bytes. */
export function createAnswerReader() {
  let rest: Uint8Array = new Uint8Array()
  let count = 0
  let welcome = false
  return {
    /** Takes what came; how many packets there were in all. */
    read(chunk: Uint8Array): number {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      for (;;) {
        const end = at + 2 + (bytes[at + 1] ?? Infinity)
        if (end > bytes.length) break
        if (count === 0) welcome = bytes[at] === connack && bytes[at + 3] === 0
        count += 1
        at = end
      }
      rest = bytes.subarray(at)
      return count
    },
    count: () => count,
    /** The first was a CONNACK with return code 0. */
    isWelcome: () => welcome,
  }
}

import type { Random } from '#domain/kinds/simulation.ts'

/** Changes, drops, doubles or invents bytes; they may come out as they were. */
function change(bytes: Buffer, random: Random): Buffer {
  const at = Math.floor(random() * bytes.length)
  const byte = Math.floor(random() * 256)
  switch (Math.floor(random() * 6)) {
    case 0:
      return Buffer.from(bytes).fill(byte, at, at + 1)
    case 1:
      return bytes.subarray(0, at)
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([byte]), bytes.subarray(at)])
    case 3:
      return Buffer.concat([bytes, bytes.subarray(at)])
    case 4:
      // The first two bytes: of a frame the fixed header, where a byte means most.
      return Buffer.from(bytes).fill(byte, Math.min(at, 1), Math.min(at, 1) + 1)
    default:
      return Buffer.from(Array.from({ length: at }, () => Math.floor(random() * 256)))
  }
}

/** Bytes that are certainly not those of before. */
export function mutate(bytes: Buffer, random: Random): Buffer {
  for (;;) {
    const changed = change(bytes, random)
    if (!changed.equals(bytes)) return changed
  }
}

/** Without the wildcards, which a client may use in a few places only, and control characters. */
const letters = 'abcxyz0189/-_$%&~"{}あ'

/** Text with one character more, that may still stand in a topic. */
export function mutateText(text: string, random: Random): string {
  const at = Math.floor(random() * (text.length + 1))
  const letter = letters[Math.floor(random() * letters.length)] ?? ''
  return `${text.slice(0, at)}${letter}${text.slice(at)}`
}

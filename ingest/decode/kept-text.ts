import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'

/** The beginning of a text, at most `bytesMax` bytes of UTF-8, cut between characters. */
export function cutText(text: string, bytesMax = quarantinePayloadMax): string {
  // A character has one byte at least: looking at more of them is useless.
  const bytes = Buffer.from(text.slice(0, bytesMax))
  let end = Math.min(bytes.length, bytesMax)
  // 10xxxxxx continues a character (RFC 3629): step back to where one begins.
  while (end > 0 && end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1
  return bytes.subarray(0, end).toString()
}

/** An element of an array as text again; what is nested too deeply to write is only named. */
export function toKeptText(value: unknown): string {
  try {
    return cutText(JSON.stringify(value))
  } catch {
    return '(nested too deeply)'
  }
}

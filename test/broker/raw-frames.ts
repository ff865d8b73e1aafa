import type { RawClient } from './raw-client.ts'

/*
 * What MQTT 3.1.1 tells a server to refuse, by its clauses. Every frame is written out byte by
 * byte: no library decides what can be sent. A frame that is no MQTT ends the connection without an
 * answer [MQTT-3.1.4-1] [MQTT-4.8.0-1] and stands in the audit; the door goes on.
 */

export type Bytes = number | string | Uint8Array
export const join = (...parts: readonly Bytes[]): Buffer =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))),
  )
export const number = (value: number): Buffer => Buffer.of(value >> 8, value & 0xff)
/** A text or bytes after their length. */
export const field = (value: string | Uint8Array): Buffer => {
  const bytes = Buffer.from(value)
  return join(number(bytes.length), bytes)
}
/** A frame of less than 128 bytes, or with the remaining length that is given. */
export const frame = (firstByte: number, ...body: readonly Bytes[]): Buffer => {
  const bytes = join(...body)
  const length = bytes.length
  return length < 128
    ? join(firstByte, length, bytes)
    : join(firstByte, (length & 0x7f) | 0x80, length >> 7, bytes)
}

/** Well-formed UTF-8 has no surrogates; these are U+D800 and U+DFFF all the same. */
export const surrogates = Buffer.of(0x61, 0xed, 0xa0, 0x80, 0xed, 0xbf, 0xbf)
export const overlong = Buffer.of(0xc0, 0xaf)

/** What a server must refuse: the clause that says so, what it is, and the bytes. */
export type Case = readonly [clause: string, what: string, bytes: () => Buffer]

/** Sends bytes; what came back until the server hung up. */
export async function refused(client: RawClient, bytes: Buffer) {
  const before = client.received.length
  client.send(bytes)
  await client.closed
  return client.received.slice(before)
}

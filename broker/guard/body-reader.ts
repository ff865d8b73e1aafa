import { isUtf8 } from 'node:buffer'

const lengthBytes = 2

/** U+0000 to U+001F, U+007F, and U+0080 to U+009F, which UTF-8 writes as C2 80 to C2 9F. */
function hasControlCharacter(bytes: Uint8Array): boolean {
  return bytes.some(
    (byte, at) => byte < 0x20 || byte === 0x7f || (byte === 0xc2 && (bytes[at + 1] ?? 0xff) < 0xa0),
  )
}

/** Why bytes are no text that a client may send; undefined if they are. */
function refuseText(bytes: Uint8Array): string | undefined {
  // [MQTT-1.5.3-1]: surrogates (U+D800 to U+DFFF) are ill-formed too.
  if (!isUtf8(bytes)) return 'ill-formed UTF-8'
  // [MQTT-1.5.3-2] for U+0000; the others a receiver may refuse (MQTT 1.5.3), and we do.
  if (hasControlCharacter(bytes)) return 'a control character'
  return undefined
}

/**
 * Reads the fields of one packet body in order. After the first fault everything reads as empty,
 * so a caller reads on and asks once at the end.
 */
export function createBodyReader(body: Uint8Array) {
  let at = 0
  let fault: string | undefined
  const take = (bytes: number, name: string): Uint8Array => {
    if (at + bytes > body.length) fault ??= `ends within ${name}`
    const taken = body.subarray(at, at + bytes)
    at += bytes
    return fault === undefined ? taken : new Uint8Array()
  }
  const number = (name: string): number => {
    const [high = 0, low = 0] = take(lengthBytes, name)
    return high * 256 + low
  }
  const bytes = (name: string): Uint8Array => take(number(name), name)

  return {
    byte: (name: string): number => take(1, name)[0] ?? 0,
    /** Two bytes, the higher first. */
    number,
    /** Bytes after their length. */
    bytes,
    /** UTF-8 after its length [MQTT 1.5.3]. */
    text(name: string): Uint8Array {
      const read = bytes(name)
      const why = refuseText(read)
      if (why !== undefined) fault ??= `${name} with ${why}`
      return read
    },
    refuse(why: string): void {
      fault ??= why
    },
    hasMore: () => fault === undefined && at < body.length,
    /** The first fault; one is also what stands behind the last field. */
    end: (): string | undefined => fault ?? (at < body.length ? 'more than its fields' : undefined),
  }
}

export type BodyReader = ReturnType<typeof createBodyReader>

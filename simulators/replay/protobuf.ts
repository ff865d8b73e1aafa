/** One field of a message: its number and what it holds. */
export interface WireField {
  number: number
  /** Bytes of a string or message, a number of the fixed types, or a varint. */
  value: Uint8Array | number
}

/** The bytes are no message: cut, or something else. */
export class WireError extends Error {}

/** Beyond this an integer of a feed is none that we read (2^53). */
const safeBytes = 8

/**
 * Reads the fields of a protobuf message in their order (encoding, "wire types"): varint, 64 bit,
 * length-delimited, 32 bit. Groups were dropped from the format before GTFS-Realtime.
 */
export function* readFields(bytes: Uint8Array): Generator<WireField> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0

  const need = (count: number): number => {
    const from = at
    if (count > bytes.length - at) throw new WireError(`cut at byte ${bytes.length}`)
    at += count
    return from
  }
  const readVarint = (): number => {
    let value = 0
    for (let index = 0; index < 10; index += 1) {
      const byte = bytes[need(1)] ?? 0
      if (index < safeBytes) value += (byte & 0x7f) * 2 ** (7 * index)
      if (byte < 0x80) return value
    }
    throw new WireError(`no number at byte ${at}`)
  }
  const readValue = (type: number): WireField['value'] => {
    if (type === 0) return readVarint()
    if (type === 1) return view.getFloat64(need(8), true)
    if (type === 5) return view.getFloat32(need(4), true)
    if (type !== 2) throw new WireError(`wire type ${type} at byte ${at}`)
    const length = readVarint()
    const from = need(length)
    return bytes.subarray(from, from + length)
  }

  while (at < bytes.length) {
    const tag = readVarint()
    const number = Math.floor(tag / 8)
    if (number === 0) throw new WireError(`field 0 at byte ${at}`)
    yield { number, value: readValue(tag % 8) }
  }
}

/** The last value of each field, by number, as protobuf takes singular ones. */
export function readMessage(bytes: Uint8Array): ReadonlyMap<number, WireField['value']> {
  return new Map([...readFields(bytes)].map(({ number, value }) => [number, value]))
}

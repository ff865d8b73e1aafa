import { crc32, deflateSync } from 'node:zlib'

export const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')

/** A square picture of one colour, as PNG (ISO/IEC 15948): 8 bits of red, green and blue. */
export function encodePng(edge: number, [red, green, blue]: readonly [number, number, number]) {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(edge, 0)
  head.writeUInt32BE(edge, 4)
  head.set([8, 2, 0, 0, 0], 8)
  // Each row begins with its filter: none.
  const row = Buffer.concat([Buffer.alloc(1), Buffer.alloc(edge * 3, Buffer.of(red, green, blue))])
  const rows = Buffer.concat(Array.from({ length: edge }, () => row))
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

export function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

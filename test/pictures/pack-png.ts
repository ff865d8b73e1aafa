import { deflateSync, inflateSync } from 'node:zlib'
import { chunk, signature } from '#test/support/png.ts'

/** The five filters of a row (ISO/IEC 15948, 9.2), undone: from left, above and above left. */
const undo: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_left, up) => up,
  (left, up) => (left + up) >> 1,
  nearestOf,
]

/** Paeth's choice: whichever of the three is nearest to left + up - corner. */
function nearestOf(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const off = (value: number) => Math.abs(guess - value)
  if (off(left) <= off(up) && off(left) <= off(corner)) return left
  return off(up) <= off(corner) ? up : corner
}

function* chunksOf(png: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at)
    yield {
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    }
    at += 12 + length
  }
}

/**
 * The same picture in fewer bytes: a page is flat areas, which deflate best without a filter, and a
 * browser has no time to try. Takes 8-bit RGB, as Chromium writes pages; throws for anything else.
 */
export function packPng(png: Buffer): Buffer {
  const chunks = [...chunksOf(png)]
  const head = chunks.find(({ type }) => type === 'IHDR')?.data
  if (head?.toString('hex', 8) !== '0802000000') throw new Error('not a PNG of 8-bit RGB')
  const rowBytes = head.readUInt32BE(0) * 3 + 1
  const packed = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)
  const rows = inflateSync(Buffer.concat(packed))
  for (let start = 0; start < rows.length; start += rowBytes) unfilter(rows, start, rowBytes)
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One row in place; the row above is unfiltered already. */
function unfilter(rows: Buffer, start: number, rowBytes: number): void {
  const predict = undo[rows[start] ?? 0]
  if (!predict) throw new Error(`a row with the unknown filter ${rows[start]}`)
  rows[start] = 0
  const valueAt = (at: number, inRow: boolean) => (inRow && at >= 0 ? (rows[at] ?? 0) : 0)
  for (let at = start + 1; at < start + rowBytes; at++) {
    const hasLeft = at - start > 3
    const left = valueAt(at - 3, hasLeft)
    const up = valueAt(at - rowBytes, true)
    const corner = valueAt(at - rowBytes - 3, hasLeft)
    rows[at] = (rows[at] ?? 0) + predict(left, up, corner)
  }
}

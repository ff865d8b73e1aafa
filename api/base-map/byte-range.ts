/** First and last byte, both included. */
export interface ByteRange {
  start: number
  end: number
}

/** What a header asks for: from a byte on, at most to another; or, without `first`, the last ones. */
interface Asked {
  first?: number
  last?: number
}

/**
 * Reads a `Range` header (RFC 9110, 14.2) against a file. Undefined where the whole file is to be
 * sent: no header, another unit, several ranges. Null where no byte of it exists (416).
 */
export function parseByteRange(
  header: string | undefined,
  bytes: number,
): ByteRange | null | undefined {
  const asked = readHeader(header ?? '')
  if (!asked) return undefined
  const { first, last = bytes - 1 } = asked
  const start = first ?? Math.max(0, bytes - last)
  const end = first === undefined ? bytes - 1 : Math.min(last, bytes - 1)
  return start <= end ? { start, end } : null
}

function readHeader(header: string): Asked | undefined {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? []
  const asked = { ...(first && { first: Number(first) }), ...(last && { last: Number(last) }) }
  const isBackwards = first && last && Number(last) < Number(first)
  return isBackwards || !(first || last) ? undefined : asked
}

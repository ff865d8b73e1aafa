/** Encodings of Japanese files; CP932 is what TextDecoder calls shift_jis, with its extensions. */
export const encodings = ['utf-8', 'cp932', 'utf-16le'] as const
export type Encoding = (typeof encodings)[number]

const labels = { 'utf-8': 'utf-8', cp932: 'shift_jis', 'utf-16le': 'utf-16le' } as const

/** Undefined where the bytes are no text of that encoding. A byte order mark is taken away. */
export function decode(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(labels[encoding], { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * The encoding that fits all of the pieces. UTF-8 is asked first: Japanese text in CP932 is
 * practically never valid UTF-8 by chance, while UTF-8 often passes as CP932.
 */
export function findEncoding(pieces: readonly Uint8Array[]): Encoding | undefined {
  const [first] = pieces
  if (first?.[0] === 0xff && first[1] === 0xfe) return 'utf-16le'
  const fits = (encoding: Encoding) =>
    pieces.every((piece) => decode(piece, encoding) !== undefined)
  return (['utf-8', 'cp932'] as const).find(fits)
}

/** What a replacement character says: the text was damaged before it came here. */
export const isDamaged = (text: string) => text.includes('\uFFFD')

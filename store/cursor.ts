import { InvalidCursorError } from './store.ts'

/** Packs where a list goes on into an opaque string. `list` keeps cursors of two lists apart. */
export function encodeCursor(list: string, ...position: number[]): string {
  return Buffer.from(JSON.stringify([list, ...position])).toString('base64url')
}

/**
 * The position inside a cursor of `list`, `length` numbers; undefined without a cursor.
 * Throws `InvalidCursorError` for anything that `encodeCursor` did not make for this list.
 */
export function decodeCursor(
  list: string,
  cursor: string | undefined,
  length: number,
): number[] | undefined {
  if (cursor === undefined) return undefined
  const [name, ...position] = parseArray(cursor)
  if (name !== list || position.length !== length) throw new InvalidCursorError()
  if (!position.every((part) => Number.isSafeInteger(part))) throw new InvalidCursorError()
  return position as number[]
}

/** True where a cursor was made for `list`. */
export function isCursorOf(list: string, cursor: string | undefined): boolean {
  return cursor !== undefined && parseArray(cursor)[0] === list
}

function parseArray(cursor: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    if (Array.isArray(parsed)) return parsed
  } catch {
    // Not JSON: falls through to the one answer for every bad cursor.
  }
  throw new InvalidCursorError()
}

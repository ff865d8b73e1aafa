import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Page, PageQuery } from '#store/store.ts'

/**
 * A page of a list that is whole in memory. Its cursor is a place in the order of this moment: a
 * list that changes between two requests has no better one.
 * @throws InvalidCursorError for a cursor of another list.
 */
export function slicePage<T>(
  name: string,
  all: readonly T[],
  { limit, cursor }: PageQuery,
): Page<T> {
  const [from = 0] = decodeCursor(name, cursor, 1) ?? []
  const next = from + limit
  return {
    items: all.slice(from, next),
    next_cursor: next < all.length ? encodeCursor(name, next) : null,
  }
}

import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Store } from '#store/store.ts'
import { askArchive, type Sources } from './sources.ts'

/** Readings of both sources, oldest first. Their cursors are times, so either source takes them. */
export function createJoinedReadings({ store, archive, split }: Sources): Store['listReadings'] {
  return async (...[kind, device, range, page]) => {
    const [from = range.from] = decodeCursor('readings', page.cursor, 1) ?? []
    const { older, newer } = split({ from: Math.max(from, range.from), to: range.to })
    const { limit } = page
    if (!older) return store.listReadings(kind, device, newer, { limit })
    const first = await askArchive(older, { items: [], next_cursor: null }, (part) =>
      archive.listReadings(kind, device, part, { limit }),
    )
    if (first.next_cursor !== null) return first
    const room = limit - first.items.length
    const rest = await store.listReadings(kind, device, newer, { limit: Math.max(1, room) })
    if (room > 0) return { ...first, ...rest, items: [...first.items, ...rest.items] }
    // The page is full: what came of the rest only tells where the next one begins.
    const next = rest.items[0]
    return { ...first, next_cursor: next ? encodeCursor('readings', next.ts) : null }
  }
}

import { archivedEventsCursor } from '../port.ts'
import { encodeCursor, isCursorOf } from '#store/cursor.ts'
import type { Store } from '#store/store.ts'
import { askArchive, type Sources } from './sources.ts'

/** Events of both sources, oldest first. A cursor belongs to the source that gave it. */
export function createJoinedEvents({ store, archive, split }: Sources): Store['listEvents'] {
  return async (device, range, page) => {
    const { older, newer } = split(range)
    const goesOnInArchive = isCursorOf(archivedEventsCursor, page.cursor)
    const isRecent = page.cursor !== undefined && !goesOnInArchive
    if (!older || isRecent) return store.listEvents(device, range, page)
    const first = await askArchive(older, (part) => archive.listEvents(device, part, page))
    if (first.next_cursor !== null) return first
    const room = page.limit - first.items.length
    if (room === 0) return { ...first, next_cursor: encodeCursor('events', newer.from, 0) }
    const rest = await store.listEvents(device, newer, { limit: room })
    return { ...first, ...rest, items: [...first.items, ...rest.items] }
  }
}

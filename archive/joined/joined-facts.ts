import { findArchivedFact } from '#domain/facts/archived-facts.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { encodeCursor, isCursorOf } from '#store/cursor.ts'
import type { FactQuery, Page, Store } from '#store/store.ts'
import { archivedCursor, type ArchivedQuery } from '../port.ts'
import { askArchive, type Sources } from './sources.ts'

/**
 * Facts of both sources. Only those that leave the recent store with the readings are joined; what
 * is kept longer is whole there.
 */
export function createJoinedFacts(sources: Sources): Store['listFacts'] {
  return (name, query) => {
    const fact = findArchivedFact(name)
    const { range } = query
    const leaves = fact?.keeping === 'readings' && fact.list?.order === 'time'
    if (!leaves || !range) return sources.store.listFacts(name, query)
    return joinFacts(sources, fact.list.path, { ...query, name, range })
  }
}

/** Oldest first. A cursor belongs to the source that gave it. */
async function joinFacts<Name extends FactName>(
  { store, archive, split }: Sources,
  list: string,
  query: ArchivedQuery & FactQuery & { name: Name },
): Promise<Page<StoredRecord<Name>>> {
  const { name, device, limit, cursor } = query
  const { older, newer } = split(query.range)
  const isRecent = cursor !== undefined && !isCursorOf(archivedCursor(list), cursor)
  if (!older || isRecent) return store.listFacts(name, query)
  const first = await askArchive(older, (range) =>
    archive.listFacts(name, { device, range, limit, cursor }),
  )
  if (first.next_cursor !== null) return first
  const room = limit - first.items.length
  if (room === 0) return { ...first, next_cursor: encodeCursor(list, newer.from, 0) }
  const rest = await store.listFacts(name, { device, range: newer, limit: room })
  return { ...first, ...rest, items: [...first.items, ...rest.items] }
}

import { findArchivedFact, type ArchivedFact } from '#domain/facts/archived-facts.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { encodeCursor, isCursorOf } from '#store/cursor.ts'
import type { FactQuery, Page, Store, TimeRange } from '#store/store.ts'
import { archivedCursor, type ArchivedQuery } from '../port.ts'
import { askArchive, splitAt, type Sources, type Split } from './sources.ts'

/** All times that a fact may have. */
const always: TimeRange = { from: -Number.MAX_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

/** Facts of both sources, where a list by time may reach further back than the recent store. */
export function createJoinedFacts(sources: Sources): Store['listFacts'] {
  return async (name, query) => {
    const fact = findArchivedFact(name)
    const { range } = query
    if (fact?.list?.order !== 'time' || !range) return sources.store.listFacts(name, query)
    const split = await splitFacts(sources, fact, range)
    if (query.newestFirst) return listNewest(sources, split, { ...query, name })
    return joinFacts(sources, { list: fact.list.path, split }, { ...query, name, range })
  }
}

/** What is kept for years begins with the oldest that is there: earlier programs deleted sooner. */
async function splitFacts(
  { store, split }: Sources,
  { name, keeping, time }: ArchivedFact,
  range: TimeRange,
): Promise<Split> {
  const byReadings = split(range)
  if (keeping === 'readings' || !byReadings.older) return byReadings
  const { items } = await store.listFacts(name as FactName, { range: always, limit: 1 })
  const [oldest] = items as Readonly<Record<string, unknown>>[]
  if (!oldest) return byReadings
  return splitAt(Math.min(byReadings.older.to, Number(oldest[time])), range)
}

/** An archive lists oldest first: what it alone has is older than what is complete here. */
async function listNewest<Name extends FactName>(
  { store }: Sources,
  { older, newer }: Split,
  query: FactQuery & { name: Name },
): Promise<Page<StoredRecord<Name>>> {
  const page = await store.listFacts(query.name, query)
  return older ? { ...page, complete_from_ts: newer.from } : page
}

/** Oldest first. A cursor belongs to the source that gave it. */
async function joinFacts<Name extends FactName>(
  { store, archive }: Sources,
  { list, split: { older, newer } }: { list: string; split: Split },
  query: ArchivedQuery & FactQuery & { name: Name },
): Promise<Page<StoredRecord<Name>>> {
  const { name, device, limit, cursor } = query
  const isRecent = cursor !== undefined && !isCursorOf(archivedCursor(list), cursor)
  if (!older || isRecent) return store.listFacts(name, query)
  const first = await askArchive(older, { items: [], next_cursor: null }, (range) =>
    archive.listFacts(name, { device, range, limit, cursor }),
  )
  if (first.next_cursor !== null) return first
  const room = limit - first.items.length
  if (room === 0) return { ...first, next_cursor: encodeCursor(list, newer.from, 0) }
  const rest = await store.listFacts(name, { device, range: newer, limit: room })
  return { ...first, ...rest, items: [...first.items, ...rest.items] }
}

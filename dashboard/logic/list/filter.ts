import { freshnessStates, type Freshness } from '#domain/readings/freshness.ts'
import type { Level } from '#domain/alarms/levels.ts'
import type { Ranked } from './ranking.ts'

/** What the list and the map show. Empty lists mean "all". */
export interface Filter {
  kinds: readonly string[]
  states: readonly Freshness[]
  /** Only devices at this level or above; 0 = all. */
  minLevel: Level
  text: string
}

export const noFilter: Filter = { kinds: [], states: [], minLevel: 0, text: '' }

/** Longest search text kept in the address; a name is far shorter. */
const textMax = 60

const splitList = (text: string | null) => (text ?? '').split(',').filter((part) => part !== '')

/** Reads a filter from the query of the address; what it does not understand it leaves out. */
export function parseFilter(query: URLSearchParams): Filter {
  const states = splitList(query.get('state')).flatMap(
    (word) => freshnessStates.find((state) => state === word) ?? [],
  )
  const level = Number(query.get('level') ?? 0)
  return {
    kinds: splitList(query.get('kind')),
    states,
    minLevel: Number.isInteger(level) && level >= 0 && level <= 5 ? (level as Level) : 0,
    text: (query.get('q') ?? '').slice(0, textMax),
  }
}

/** Writes the filter into a query, leaving its other entries alone. */
export function formatFilter(filter: Filter, query: URLSearchParams): URLSearchParams {
  const next = new URLSearchParams(query)
  const entries: Record<string, string> = {
    kind: filter.kinds.join(','),
    state: filter.states.join(','),
    level: filter.minLevel === 0 ? '' : String(filter.minLevel),
    q: filter.text.slice(0, textMax),
  }
  for (const [key, value] of Object.entries(entries)) {
    if (value === '') next.delete(key)
    else next.set(key, value)
  }
  return next
}

// NFKC makes full-width letters and digits find their half-width twins and the other way round.
const normalize = (text: string) => text.normalize('NFKC').toLowerCase().trim()

export function matchesFilter(row: Ranked & { searchText: string }, filter: Filter): boolean {
  const { kinds, states, minLevel, text } = filter
  if (kinds.length > 0 && !kinds.includes(row.kind)) return false
  if (states.length > 0 && !states.includes(row.standing.freshness)) return false
  if (minLevel > 0 && (row.standing.stands ?? 0) < minLevel) return false
  return text === '' || normalize(row.searchText).includes(normalize(text))
}

export function isFiltering(filter: Filter): boolean {
  const { kinds, states, minLevel, text } = filter
  return kinds.length > 0 || states.length > 0 || minLevel > 0 || text !== ''
}

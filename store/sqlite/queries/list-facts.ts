import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { decodeCursor, encodeCursor } from '../../cursor.ts'
import type { FactQuery, Page, Store } from '../../store.ts'
import type { FactRow } from '../tables/fact-codec.ts'
import { rowKey, type FactTable } from '../tables/fact-table.ts'
import { decodeFact, selectFact } from './fact-rows.ts'
import type { QueryScope } from './scope.ts'

/** The facts of one name that have a list, in its order; of each the newest version. */
export function listFacts<Name extends FactName>(
  { db, facts, findDevice }: QueryScope,
  [name, query]: Parameters<Store['listFacts']>,
): Page<StoredRecord<Name>> {
  const fact = facts.find((one) => one.name === name)
  if (!fact?.list) throw new RangeError(`the store has no list of "${name}"`)
  const { order } = fact.list
  const place = placeFor(order, query)(fact, query)
  const all = [place.filter, ...listFilters(fact, query, findDevice)]
  const rows = db
    .prepare(
      `${selectFact(fact)} WHERE ${all.map(({ sql }) => sql).join(' AND ')}
       ORDER BY ${place.orderBy} LIMIT ?`,
    )
    .all(...all.flatMap(({ values }) => values), query.limit + 1)
  const next = rows[query.limit]
  const listed = rows.slice(0, query.limit)
  const items = query.inForce
    ? listed.map((row) => showSure(db, fact, row))
    : listed.map((row) => decodeFact(fact, row))
  return {
    items: items as StoredRecord<Name>[],
    next_cursor: next ? encodeCursor(place.list, ...place.of(next)) : null,
  }
}

interface Filter {
  sql: string
  values: (number | string)[]
}

function listFilters(
  fact: FactTable,
  { device, range, afterNumber, inForce, found }: FactQuery,
  findDevice: QueryScope['findDevice'],
): Filter[] {
  const { name, key, time } = fact
  const filters: Filter[] = []
  if (key.type === 'versions') filters.push({ sql: 'newest = 1', values: [] })
  // -1, nobody's number, for a device that never sent anything.
  if (device !== undefined)
    filters.push({ sql: 'device_no = ?', values: [findDevice(device) ?? -1] })
  if (range) {
    // "+": the index serves the order of the list, which has its own lower bound.
    const sql = `+"${name}"."${time}" >= ? AND "${name}"."${time}" < ?`
    filters.push({ sql, values: [range.from, range.to] })
  }
  if (afterNumber !== undefined) {
    filters.push({ sql: `"${name}"."${rowKey(fact)}" > ?`, values: [afterNumber] })
  }
  if (inForce) filters.push(...listInForceFilters(fact))
  if (found !== undefined) filters.push({ sql: `"${name}".found = ?`, values: [found] })
  return filters
}

function listInForceFilters({ name, key }: FactTable): Filter[] {
  if (key.type !== 'number' || key.withdraws === undefined) return []
  const inForce = { sql: describeInForce(name, key.as, key.withdraws), values: [] }
  return key.confirms
    ? [inForce, { sql: `"${name}"."${key.confirms}" IS NULL`, values: [] }]
    : [inForce]
}

const describeInForce = (table: string, number: string, withdraws: string): string =>
  `"${table}"."${withdraws}" IS NULL AND NOT EXISTS
     (SELECT 1 FROM "${table}" AS later WHERE later."${withdraws}" = "${table}"."${number}")`

/** The record of a row, sure where a later one made it so. Few are not: each is looked for. */
function showSure(db: QueryScope['db'], fact: FactTable, row: FactRow) {
  const record = decodeFact(fact, row)
  const { name, key } = fact
  if (key.type !== 'number' || !key.confirms || record['confirmed'] !== false) return record
  const sure = db.prepare(
    `SELECT 1 FROM "${name}" WHERE device_no = (SELECT no FROM device WHERE id = ?)
       AND "${key.confirms}" = ? AND confirmed = 1`,
  )
  const isSure = sure.get(String(record['device']), Number(row[rowKey(fact)])) !== undefined
  return isSure ? { ...record, confirmed: true } : record
}

/** Where a page begins, and how its rows follow each other. */
interface Place {
  /** Keeps its cursors apart from those of other orders. */
  list: string
  filter: Filter
  orderBy: string
  /** The place of a row, for a cursor. */
  of(row: FactRow): number[]
}

function placeFor(order: 'time' | 'number', { newestFirst = false }: FactQuery) {
  if (order === 'number') return placeByNumber
  return newestFirst ? placeByTimeBackwards : placeByTime
}

/** Newest first. */
function placeByNumber(fact: FactTable, { cursor }: FactQuery): Place {
  const number = `"${fact.name}"."${rowKey(fact)}"`
  const [upTo = Number.MAX_SAFE_INTEGER] = decodeCursor(listOf(fact), cursor, 1) ?? []
  return {
    list: listOf(fact),
    filter: { sql: `${number} <= ?`, values: [upTo] },
    orderBy: `${number} DESC`,
    of: (row) => [Number(row[rowKey(fact)])],
  }
}

/** Oldest first. */
function placeByTime(fact: FactTable, { cursor, range }: FactQuery): Place {
  const time = `"${fact.name}"."${fact.time}"`
  const number = `"${fact.name}"."${rowKey(fact)}"`
  const start = range?.from ?? -Number.MAX_SAFE_INTEGER
  const [ts = start, id = 0] = decodeCursor(listOf(fact), cursor, 2) ?? []
  return {
    list: listOf(fact),
    filter: { sql: `(${time}, ${number}) >= (?, ?)`, values: [Math.max(ts, start), id] },
    orderBy: `${time}, ${number}`,
    of: (row) => [Number(row[fact.time]), Number(row[rowKey(fact)])],
  }
}

/** Newest first, by time. */
function placeByTimeBackwards(fact: FactTable, { cursor }: FactQuery): Place {
  const time = `"${fact.name}"."${fact.time}"`
  const number = `"${fact.name}"."${rowKey(fact)}"`
  const list = `${listOf(fact)}/newest`
  const last = Number.MAX_SAFE_INTEGER
  const [ts = last, id = last] = decodeCursor(list, cursor, 2) ?? []
  return {
    list,
    filter: { sql: `(${time}, ${number}) <= (?, ?)`, values: [ts, id] },
    orderBy: `${time} DESC, ${number} DESC`,
    of: (row) => [Number(row[fact.time]), Number(row[rowKey(fact)])],
  }
}

const listOf = ({ list, name }: FactTable): string => list?.path ?? name

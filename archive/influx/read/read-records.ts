import type { ArchiveRecord, RecordFieldType } from '#domain/facts/archive-record.ts'
import { findArchivedFact, type ArchivedFact } from '#domain/facts/archived-facts.ts'
import type { FactName, StoredRecord } from '#domain/facts/records.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Page } from '#store/store.ts'
import { archivedCursor, type ArchivedQuery } from '../../port.ts'
import { bucketOf } from '../address.ts'
import type { ArchiveConnection } from '../connect.ts'
import type { InfluxRow } from './influxql.ts'
import { noSeq } from '../write/reading-line.ts'

/** Archived facts of one name, oldest first. */
export async function listRecords<Name extends FactName>(
  { influxql, address }: ArchiveConnection,
  city: string,
  query: ArchivedQuery & { name: Name },
): Promise<Page<StoredRecord<Name>>> {
  const { name, device, range, limit, cursor } = query
  const fact = findArchivedFact(name)
  if (!fact) throw new RangeError(`the archive has no "${name}"`)
  const { archive } = fact
  const list = archivedCursor(fact.list?.path ?? name)
  const [from = range.from, skip = 0] = decodeCursor(list, cursor, 2) ?? []
  const rows = await influxql.select(
    bucketOf(address, 'raw'),
    `SELECT ${listColumns(archive).join(', ')} FROM "${archive.name}" ` +
      `WHERE city = $city ${device === undefined ? '' : 'AND device = $device '}` +
      `${exceptWithdrawn(archive)}AND time >= ${from}ms AND time < ${range.to}ms ` +
      `ORDER BY time ASC LIMIT ${skip + limit + 1}`,
    { params: { city, ...(device === undefined ? {} : { device }) } },
  )
  const items = rows.slice(skip, skip + limit).map((row) => decodeRow(fact, row))
  const next = rows[skip + limit]
  const page = { items: items as StoredRecord<Name>[], next_cursor: null }
  if (!next) return page
  // Many facts may share a moment: the page goes on at that moment, past those already given.
  const nextTs = Number(next['time'])
  const given = rows.slice(0, skip + limit).filter((row) => Number(row['time']) === nextTs).length
  return { ...page, next_cursor: encodeCursor(list, nextTs, given) }
}

const listRestored = ({ derived }: ArchiveRecord) =>
  Object.entries(derived).filter(([, { restore }]) => restore !== undefined)

function listColumns(record: ArchiveRecord): string[] {
  const restored = listRestored(record).map(([name]) => name)
  return [...Object.keys(record.own), ...restored, ...record.tags].map((name) => `"${name}"`)
}

function exceptWithdrawn({ identity }: ArchiveRecord): string {
  const withdrawal = identity.by === 'id' ? identity.withdrawal : null
  return withdrawal ? `AND ${withdrawal.field} <> '${withdrawal.value}' ` : ''
}

function decodeRow({ archive, schema }: ArchivedFact, row: InfluxRow): Record<string, unknown> {
  const fact: Record<string, unknown> = { [archive.time]: Number(row['time']) }
  for (const tag of archive.tags) fact[tag] = String(row[tag] ?? '')
  for (const [name, type] of Object.entries(archive.own)) {
    const value = decodeCell(type, row[name])
    const isMissing = isStandIn(value) && isNullable(schema.properties[name])
    fact[name] = isMissing ? null : value
  }
  for (const [name, { restore }] of listRestored(archive)) fact[name] = restore?.(row[name])
  return fact
}

const decodeCell = (type: RecordFieldType | undefined, cell: unknown): string | number =>
  type === 'text' ? (typeof cell === 'string' ? cell : '') : Number(cell ?? noSeq)

const isStandIn = (value: string | number): boolean => value === '' || value === noSeq

/** A field of this shape may be empty; what the archive keeps for that is no value of it. */
const isNullable = (schema: unknown): boolean =>
  JSON.stringify(schema ?? {}).includes('"type":"null"')

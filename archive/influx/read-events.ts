import { eventRecord } from '#domain/facts/event-record.ts'
import type { CityEvent } from '#domain/readings/reading.ts'
import type { Origin } from '#domain/readings/origin.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Page, PageQuery, TimeRange } from '#store/store.ts'
import { archivedEventsCursor } from '../port.ts'
import { bucketOf } from './address.ts'
import type { ArchiveConnection } from './connect.ts'
import type { InfluxRow } from './influxql.ts'
import { noSeq } from './reading-line.ts'

interface EventScope {
  city: string
  device: string | null
  range: TimeRange
}

const { name, identity } = eventRecord
const { withdrawal } = identity

/** Archived events, oldest first; `device` null for all. */
export async function listArchivedEvents(
  connection: ArchiveConnection,
  { city, device, range }: EventScope,
  { limit, cursor }: PageQuery,
): Promise<Page<CityEvent>> {
  const [from = range.from, skip = 0] = decodeCursor(archivedEventsCursor, cursor, 2) ?? []
  const rows = await connection.influxql.select(
    bucketOf(connection.address, 'raw'),
    `SELECT event_id, type, received_ts, seq, boot, kind, body, device, origin FROM "${name}" ` +
      `WHERE city = $city ${device === null ? '' : 'AND device = $device '}` +
      `AND ${withdrawal.field} <> '${withdrawal.value}' AND time >= ${from}ms AND time < ${range.to}ms ` +
      `ORDER BY time ASC LIMIT ${skip + limit + 1}`,
    { params: { city, ...(device === null ? {} : { device }) } },
  )
  const events = rows.map(toEvent)
  const items = events.slice(skip, skip + limit)
  const next = events[skip + limit]
  if (!next) return { items, next_cursor: null }
  // Many events may share a moment: the page goes on at that moment, past those already given.
  const given = events.slice(0, skip + limit).filter(({ ts }) => ts === next.ts).length
  return { items, next_cursor: encodeCursor(archivedEventsCursor, next.ts, given) }
}

function toEvent(row: InfluxRow): CityEvent {
  const text = (name: string) => String(row[name] ?? '')
  const seq = Number(row['seq'] ?? noSeq)
  return {
    kind: text('kind'),
    device: text('device'),
    event_id: text('event_id'),
    type: text('type'),
    ts: Number(row['time']),
    received_ts: Number(row['received_ts']),
    seq: seq === noSeq ? null : seq,
    boot: text('boot') || null,
    origin: text('origin') as Origin,
    body: JSON.parse(text('body')) as CityEvent['body'],
  }
}

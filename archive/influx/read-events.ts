import type { CityEvent } from '#domain/readings/reading.ts'
import type { Origin } from '#domain/readings/origin.ts'
import { decodeCursor, encodeCursor } from '#store/cursor.ts'
import type { Page, PageQuery, TimeRange } from '#store/store.ts'
import { bucketOf } from './address.ts'
import type { ArchiveConnection } from './connect.ts'
import { withdrawnType } from './event-line.ts'
import type { InfluxRow } from './influxql.ts'
import type { PlacedEvent } from './place-events.ts'
import { noSeq } from './reading-line.ts'

/** Name of the archive's list of events in a cursor. */
export const archivedEventsCursor = 'archived-events'

interface EventScope {
  city: string
  device: string | null
  range: TimeRange
}

/** Archived events, oldest first; `device` null for all. */
export async function listArchivedEvents(
  connection: ArchiveConnection,
  { city, device, range }: EventScope,
  { limit, cursor }: PageQuery,
): Promise<Page<CityEvent>> {
  const [from = range.from, skip = 0] = decodeCursor(archivedEventsCursor, cursor, 2) ?? []
  const rows = await connection.influxql.select(
    bucketOf(connection.address, 'raw'),
    'SELECT event_id, type, received_ts, seq, boot, kind, body, device, origin FROM "event" ' +
      `WHERE city = $city ${device === null ? '' : 'AND device = $device '}` +
      `AND type <> '${withdrawnType}' AND time >= ${from}ms AND time < ${range.to}ms ` +
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

/** Where a device's events lie in the archive, to the nanosecond; withdrawn ones count as well. */
export async function listPlacedEvents(
  { influxql, address }: ArchiveConnection,
  { city, device, range }: EventScope & { device: string },
  eventId?: string,
): Promise<(PlacedEvent & { type: string })[]> {
  const rows = await influxql.select(
    bucketOf(address, 'raw'),
    'SELECT event_id, type FROM "event" WHERE city = $city AND device = $device ' +
      (eventId === undefined ? '' : 'AND event_id = $id ') +
      `AND time >= ${range.from}ms AND time < ${range.to}ms`,
    { params: { city, device, ...(eventId === undefined ? {} : { id: eventId }) }, time: 'text' },
  )
  return rows.map((row) => ({
    ...parseNs(String(row['time'])),
    event_id: String(row['event_id']),
    type: String(row['type']),
  }))
}

/** `2026-07-01T00:00:00.123456789Z`, trailing zeros left out. */
function parseNs(text: string): { ts: number; offsetNs: number } {
  const [seconds = '', fraction = ''] = text.replace('Z', '').split('.')
  const digits = fraction.padEnd(9, '0')
  return {
    ts: Date.parse(`${seconds}Z`) + Number(digits.slice(0, 3)),
    offsetNs: Number(digits.slice(3, 9)),
  }
}

import type { CityEvent, Quarantined, StoredCrossing } from '#domain/readings/reading.ts'
import { decodeCursor, encodeCursor } from '../../cursor.ts'
import type { Page, Store } from '../../store.ts'
import { decodeCrossing, decodeEvent, decodeQuarantined, type FactRow } from './fact-rows.ts'
import type { QueryScope } from './scope.ts'

/** The newest version of every event in the range, oldest first. */
export function listEvents(
  { db, findDevice }: QueryScope,
  [device, { from, to }, { limit, cursor }]: Parameters<Store['listEvents']>,
): Page<CityEvent> {
  const [ts = from, id = 0] = decodeCursor('events', cursor, 2) ?? []
  const rows = db
    .prepare(
      `SELECT event.*, device.id AS device FROM event JOIN device ON device.no = device_no
       WHERE newest = 1 AND ts < ? AND (ts, event.id) >= (?, ?)
         ${device === null ? '' : 'AND device_no = ?'}
       ORDER BY ts, event.id LIMIT ?`,
    )
    .all(to, Math.max(ts, from), id, ...only(device, findDevice), limit + 1)
  return cutPage(rows, limit, {
    decode: decodeEvent,
    cursorOf: (row) => encodeCursor('events', Number(row['ts']), Number(row['id'])),
  })
}

const onlyInForce = `AND withdraws IS NULL
  AND NOT EXISTS (SELECT 1 FROM crossing AS later WHERE later.withdraws = crossing.crossing_seq)`

/** Crossings, newest first. */
export function listCrossings(
  { db, findDevice }: QueryScope,
  [filter, { limit, cursor }]: Parameters<Store['listCrossings']>,
): Page<StoredCrossing> {
  const device = filter.device ?? null
  const [upTo = Number.MAX_SAFE_INTEGER] = decodeCursor('crossings', cursor, 1) ?? []
  const rows = db
    .prepare(
      `SELECT crossing.*, device.id AS device FROM crossing JOIN device ON device.no = device_no
       WHERE crossing_seq > ? AND crossing_seq <= ?
         ${device === null ? '' : 'AND device_no = ?'} ${filter.inForce ? onlyInForce : ''}
       ORDER BY crossing_seq DESC LIMIT ?`,
    )
    .all(filter.afterSeq ?? 0, upTo, ...only(device, findDevice), limit + 1)
  return cutPage(rows, limit, {
    decode: decodeCrossing,
    cursorOf: (row) => encodeCursor('crossings', Number(row['crossing_seq'])),
  })
}

/** What was refused, newest first. */
export function listQuarantine(
  { db, findDevice }: QueryScope,
  [filter, { limit, cursor }]: Parameters<Store['listQuarantine']>,
): Page<Quarantined & { id: number }> {
  const device = filter.device ?? null
  const [upTo = Number.MAX_SAFE_INTEGER] = decodeCursor('quarantine', cursor, 1) ?? []
  const rows = db
    .prepare(
      `SELECT quarantine.*, device.id AS device FROM quarantine
         JOIN device ON device.no = device_no
       WHERE quarantine.id <= ? ${device === null ? '' : 'AND device_no = ?'}
       ORDER BY quarantine.id DESC LIMIT ?`,
    )
    .all(upTo, ...only(device, findDevice), limit + 1)
  return cutPage(rows, limit, {
    decode: (row) => ({ ...decodeQuarantined(row), id: Number(row['id']) }),
    cursorOf: (row) => encodeCursor('quarantine', Number(row['id'])),
  })
}

/** The parameter that limits a list to one device; -1, nobody's number, for an unknown one. */
function only(device: string | null, findDevice: QueryScope['findDevice']): number[] {
  return device === null ? [] : [findDevice(device) ?? -1]
}

/** A page out of `limit + 1` rows: the one too many says where the next page begins. */
function cutPage<T>(
  rows: readonly FactRow[],
  limit: number,
  { decode, cursorOf }: { decode: (row: FactRow) => T; cursorOf: (row: FactRow) => string },
): Page<T> {
  const next = rows[limit]
  return {
    items: rows.slice(0, limit).map(decode),
    next_cursor: next ? cursorOf(next) : null,
  }
}

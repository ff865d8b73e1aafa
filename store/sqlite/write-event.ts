import type { DatabaseSync } from 'node:sqlite'
import { isDeepStrictEqual } from 'node:util'
import { outcomes, type Outcome } from '#domain/commit.ts'
import { origins } from '#domain/readings/origin.ts'
import type { CityEvent } from '#domain/readings/reading.ts'

/** What an event became and the row that holds its content. */
export interface WrittenEvent {
  outcome: Outcome
  id: number
}

/** Writes events; every version of (device, event_id) is a row, one of them `newest`. */
export function createEventWriter(db: DatabaseSync) {
  const insert = db.prepare(
    `INSERT INTO event (device_no, event_id, version, newest, kind, type, ts, received_ts, seq,
       boot, origin, body) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const listVersions = db.prepare(
    `SELECT id, version, type, ts, body FROM event
     WHERE device_no = ? AND event_id = ? ORDER BY version`,
  )
  const unseat = db.prepare('UPDATE event SET newest = 0 WHERE id = ?')

  return function writeEvent(event: CityEvent, deviceNo: number): WrittenEvent {
    const body = JSON.stringify(event.body)
    const versions = listVersions.all(deviceNo, event.event_id)
    for (const version of versions) {
      if (isSameEvent(event, body, version)) {
        return { outcome: outcomes.duplicate, id: Number(version['id']) }
      }
    }
    const last = versions.at(-1)
    if (last) unseat.run(Number(last['id']))
    const { lastInsertRowid } = insert.run(
      deviceNo,
      event.event_id,
      last ? Number(last['version']) + 1 : 0,
      event.kind,
      event.type,
      event.ts,
      event.received_ts,
      event.seq,
      event.boot,
      origins.indexOf(event.origin),
      body,
    )
    const outcome = last ? outcomes.revision : outcomes.stored
    return { outcome, id: Number(lastInsertRowid) }
  }
}

function isSameEvent(event: CityEvent, body: string, row: Record<string, unknown>): boolean {
  if (row['type'] !== event.type || row['ts'] !== event.ts) return false
  if (row['body'] === body) return true
  return isDeepStrictEqual(JSON.parse(String(row['body'])), JSON.parse(body))
}

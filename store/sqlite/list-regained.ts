import { openForReading } from './connection.ts'

/** A reading of an earlier version that has fields again which a later message had dropped. */
export interface Regained {
  kind: string
  device: string
  ts: number
  fields: string[]
}

/** What joining the messages of one moment brought back, oldest first; one at a time. */
export function* listRegained(file: string): Generator<Regained> {
  const db = openForReading(file)
  try {
    const has = db.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'regained'`).get()
    if (!has) return
    const rows = db
      .prepare(
        `SELECT kind.id AS kind, device.id AS device, ts, fields FROM regained
         JOIN kind ON kind.no = kind_no JOIN device ON device.no = device_no
         ORDER BY ts, device.id`,
      )
      .iterate()
    for (const { kind, device, ts, fields } of rows) {
      const names = String(fields).split(' ')
      yield { kind: String(kind), device: String(device), ts: Number(ts), fields: names }
    }
  } finally {
    db.close()
  }
}

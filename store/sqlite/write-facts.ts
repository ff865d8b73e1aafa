import type { DatabaseSync } from 'node:sqlite'
import { origins } from '#domain/readings/origin.ts'
import { quarantinePayloadMax } from '#domain/payload/quarantine.ts'
import type { Crossing, DeviceStatus, Quarantined } from '#domain/readings/reading.ts'

// The door cuts earlier and by bytes; this is the last guard of the disk.
const cut = (text: string) => text.slice(0, quarantinePayloadMax)

/** Writers of the facts that are only ever added; each returns the row id. */
export function createFactWriters(db: DatabaseSync) {
  const insertStatus = db.prepare(
    'INSERT INTO status (device_no, kind, online, received_ts) VALUES (?, ?, ?, ?)',
  )
  const insertQuarantine = db.prepare(
    `INSERT INTO quarantine (device_no, kind, channel, via, received_ts, code, detail, "index",
       payload, source, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const insertCrossing = db.prepare(
    `INSERT INTO crossing (device_no, kind, ts, received_ts, from_level, to_level, direction, field,
       value, threshold, threshold_key, authority, flag, origin, found, confirmed, confirms,
       withdraws, reason)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  return {
    status(status: DeviceStatus, deviceNo: number): number {
      const online = status.online ? 1 : 0
      const done = insertStatus.run(deviceNo, status.kind, online, status.received_ts)
      return Number(done.lastInsertRowid)
    },
    quarantine(refused: Quarantined, deviceNo: number): number {
      const { kind, channel, via, received_ts, code, index, uplink } = refused
      const [detail, payload] = [cut(refused.detail), cut(refused.payload)]
      const from = [uplink?.source ?? null, uplink?.address ?? null]
      const what = [code, detail, index, payload]
      const done = insertQuarantine.run(deviceNo, kind, channel, via, received_ts, ...what, ...from)
      return Number(done.lastInsertRowid)
    },
    crossing(crossing: Crossing, deviceNo: number): number {
      const { kind, ts, received_ts, from_level, to_level, direction, field, value } = crossing
      const { threshold, threshold_key, authority, flag } = crossing
      const done = insertCrossing.run(
        deviceNo,
        kind,
        ts,
        received_ts,
        from_level,
        to_level,
        direction,
        field,
        value,
        threshold,
        threshold_key,
        authority,
        flag,
        origins.indexOf(crossing.origin),
        crossing.found,
        crossing.confirmed ? 1 : 0,
        crossing.confirms,
        crossing.withdraws,
        crossing.reason,
      )
      return Number(done.lastInsertRowid)
    },
  }
}

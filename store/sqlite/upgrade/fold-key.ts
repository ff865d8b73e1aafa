import type { DatabaseSync } from 'node:sqlite'
import { mergeMessage } from '#domain/readings/merge.ts'
import type { Reading } from '#domain/readings/reading.ts'
import { createRowAccess } from '../tables/row-access.ts'
import type { KindTable } from '../tables/reading-table.ts'
import { decodeVersion, encodeShown } from '../tables/revision-row.ts'
import { saidMax } from '../write/merge-reading.ts'

/** What folding changed of a key. */
export interface Folded {
  /** Fields that the reading has again. */
  regained: string[]
}

/**
 * Brings the keys of one kind to one reading a moment. Up to 0.1.0 each message replaced the one
 * before, so that its versions are the messages, oldest first, and its row the last of them.
 */
export function createKeyFolder(db: DatabaseSync, table: KindTable) {
  const rows = createRowAccess(db, table)
  const ofKey = 'WHERE kind_no = ? AND device_no = ? AND ts = ?'
  const list = db.prepare(`SELECT * FROM reading_revision ${ofKey} ORDER BY version`)
  const setShown = db.prepare(
    `UPDATE reading_revision SET shown_flag = ?, shown_reasons = ?, shown_values = ?, changes = ?
     ${ofKey} AND version = ?`,
  )

  /** Undefined where the key has no row, or is folded already. */
  return function foldKey(deviceNo: number, ts: number): Folded | undefined {
    const row = rows.find({ deviceNo, ts, device: '' })
    if (!row) return undefined
    const owner = { kind: table.id, device: '' }
    const older = list.all(table.no, deviceNo, ts).map((one) => decodeVersion(one, owner).message)
    const [first, ...later] = [...older, row.reading]
    if (!first || older.length !== row.version) return undefined
    rows.keep(deviceNo, {
      version: row.version,
      message: row.reading,
      reading: row.reading,
      fields: { added: [], revised: [], repeated: [] },
    })
    let shown: Reading = first
    const said = [first.values]
    for (const [index, message] of later.entries()) {
      const merged = mergeMessage({ shown, said: said.slice(-saidMax) }, message, table.groups)
      shown = merged.reading
      said.push(message.values)
      const cells = encodeShown({ reading: shown, fields: merged.fields })
      setShown.run(...cells, table.no, deviceNo, ts, index + 1)
    }
    rows.replace(deviceNo, { reading: shown, version: row.version })
    const before = row.reading.values
    return { regained: Object.keys(shown.values).filter((name) => !(name in before)) }
  }
}

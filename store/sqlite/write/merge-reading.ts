import type { DatabaseSync } from 'node:sqlite'
import { outcomes, type Outcome } from '#domain/commit.ts'
import type { FieldChanges } from '#domain/readings/field-changes.ts'
import { mergeMessage } from '#domain/readings/merge.ts'
import type { Reading } from '#domain/readings/reading.ts'
import type { Values } from '#domain/readings/values.ts'
import { joinReasons } from '../batch.ts'
import { packRepeat, type ReadingTail } from '../reading-tail.ts'
import type { KindTable } from '../tables/reading-table.ts'
import { createRowAccess, inOrder } from '../tables/row-access.ts'

/** What became of a message whose moment had a reading already. */
export interface Met {
  outcome: Outcome
  reading: Reading
  fields: FieldChanges
  /** What its journal entry says beside its key. */
  tail: ReadingTail
}

/**
 * Messages of one key that are looked through for a value sent before, the newest ones: a device
 * whose clock stands still sends all it has for one moment.
 */
export const saidMax = 1_000

/** Joins messages of one kind to the readings that are there, inside the running transaction. */
export function createReadingMerger(db: DatabaseSync, table: KindTable) {
  const rows = createRowAccess(db, table)
  const listSaid = db.prepare(
    `SELECT version, "values" FROM reading_revision
     WHERE kind_no = ? AND device_no = ? AND ts = ? ORDER BY version DESC LIMIT ${saidMax}`,
  )

  /** What each message of a key said; the row itself where there was only one. */
  function loadSaid(deviceNo: number, { shown, version }: { shown: Reading; version: number }) {
    if (version === 0) return [{ version: 0, text: JSON.stringify(shown.values) }]
    return listSaid
      .all(table.no, deviceNo, shown.ts)
      .map((row) => ({ version: Number(row['version']), text: String(row['values']) }))
  }

  return function meet(message: Reading, deviceNo: number): Met {
    const found = rows.find({ ...message, deviceNo })
    if (!found) throw new Error(`${message.device} has no reading at ${message.ts}`)
    const { reading: shown, version } = found
    const said = loadSaid(deviceNo, { shown, version })
    const earlier = said.map(({ text }) => JSON.parse(text) as Values)
    const merged = mergeMessage({ shown, said: earlier }, message, table.groups)
    const { fields, outcome } = merged
    if (outcome === outcomes.duplicate) {
      const text = JSON.stringify(message.values)
      const same = said.find((one) => one.text === text)?.version ?? null
      const tail = packRepeat(message, { said: same, version, shown })
      return { outcome, reading: shown, fields, tail }
    }
    const reading = { ...merged.reading, values: inOrder(table, merged.reading.values) }
    const made = { version: version + 1, message, reading, fields }
    if (version === 0) rows.keep(deviceNo, { version, message: shown, reading: shown, fields })
    rows.keep(deviceNo, made)
    rows.replace(deviceNo, made)
    const tail: ReadingTail = [made.version, message.flag, joinReasons(message.reasons)]
    return { outcome, reading, fields, tail }
  }
}

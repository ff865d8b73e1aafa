import type { DatabaseSync } from 'node:sqlite'
import { isOutOfSpace } from '../../disk-error.ts'
import { inTransaction } from '../../migrate.ts'
import type { UpgradeProgress } from '../../store.ts'
import type { KindTable } from '../tables/reading-table.ts'
import { createKeyFolder } from './fold-key.ts'
import { explainFullDisk } from './full-disk.ts'

/** Keys of one transaction: a kill loses some 100 ms of work, and the log stays small. */
const keysPerStep = 1_000

interface Place {
  kind_no: number
  device_no: number
  ts: number
}

interface State extends Place {
  keys: number
}

/**
 * Brings a file of up to 0.1.0 to "one moment, one reading": every key with several versions is
 * folded by the rule of today, oldest message first. Each step is one transaction with the place
 * where it ended, so that a process killed anywhere goes on from there. Nothing else may write
 * meanwhile. Does nothing to a file that is folded.
 */
export function foldMoments(
  db: DatabaseSync,
  { tables, tell }: { tables: readonly KindTable[]; tell: (progress: UpgradeProgress) => void },
): void {
  const find = db.prepare('SELECT kind_no, device_no, ts, keys FROM fold WHERE done = 0')
  let state = find.get() as unknown as State | undefined
  if (!state) return
  const step = createStep(db, tables)
  const total = state.keys + countKeysAfter(db, state)
  tell({ keys: state.keys, total })
  for (; state; state = find.get() as unknown as State | undefined) {
    const from = state
    try {
      const keys = inTransaction(db, () => step(from))
      tell({ keys, total })
    } catch (error) {
      throw isOutOfSpace(error) ? explainFullDisk(db, { keys: from.keys, total }, error) : error
    }
  }
}

function countKeysAfter(db: DatabaseSync, { kind_no, device_no, ts }: Place): number {
  const row = db
    .prepare(
      `SELECT count(*) AS n FROM (SELECT DISTINCT kind_no, device_no, ts FROM reading_revision
       WHERE (kind_no, device_no, ts) > (?, ?, ?))`,
    )
    .get(kind_no, device_no, ts)
  return Number(row?.['n'])
}

function createStep(db: DatabaseSync, tables: readonly KindTable[]) {
  const folders = new Map(tables.map((table) => [table.no, createKeyFolder(db, table)]))
  const next = db.prepare(
    `SELECT DISTINCT kind_no, device_no, ts FROM reading_revision
     WHERE (kind_no, device_no, ts) > (?, ?, ?) ORDER BY kind_no, device_no, ts LIMIT ?`,
  )
  const move = db.prepare(
    `UPDATE fold SET kind_no = ?, device_no = ?, ts = ?, keys = ?, done = ?,
       changed_from = ifnull(min(ifnull(changed_from, ?), ?), changed_from),
       changed_to = ifnull(max(ifnull(changed_to, ?), ?), changed_to)`,
  )
  const note = db.prepare('INSERT OR REPLACE INTO regained VALUES (?, ?, ?, ?)')

  function foldOne({ kind_no, device_no, ts }: Place): void {
    const folded = folders.get(kind_no)?.(device_no, ts)
    if (folded && folded.regained.length > 0) {
      note.run(kind_no, device_no, ts, folded.regained.join(' '))
    }
  }

  /** Folds some keys; how many there were until now. */
  return function foldSome({ kind_no, device_no, ts, keys }: State): number {
    const found = next.all(kind_no, device_no, ts, keysPerStep) as unknown as Place[]
    for (const key of found) foldOne(key)
    const last = found.at(-1) ?? { kind_no, device_no, ts }
    const times = found.map((key) => key.ts)
    const from = Math.min(...times)
    const to = Math.max(...times)
    const isDone = found.length < keysPerStep ? 1 : 0
    const range = found.length > 0 ? [from, from, to, to] : [null, null, null, null]
    const sum = keys + found.length
    move.run(last.kind_no, last.device_no, last.ts, sum, isDone, ...range)
    return sum
  }
}

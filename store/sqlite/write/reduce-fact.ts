import type { DatabaseSync } from 'node:sqlite'
import { reductions } from '#domain/facts/reductions.ts'
import { rollBack } from '../../migrate.ts'
import { rowKey, type FactTable } from '../tables/fact-table.ts'

/** Rows of one step: few enough that a commit behind it waits some milliseconds at most. */
const stepRows = 1_000

/** Where a step goes on: after this row. */
interface Place {
  ts: number
  id: number
}

/**
 * Takes out of older facts what their `reduction` names, every version of them, in steps of one
 * small transaction each. How far it came is kept beside the rows, so that a round looks only at
 * what became old since. A crash repeats the round: what was reduced stays as it is. Gives the
 * number of rows that lost something.
 */
export function* reduceFact(
  db: DatabaseSync,
  fact: FactTable,
  beforeTs: number,
): Generator<void, number> {
  const mark = createMark(db, fact.name)
  // A clock that ran ahead is no reason to leave out what comes for those years.
  const fromTs = Math.min(mark.read() ?? 0, beforeTs)
  let reduced = 0
  for (const newest of fact.key.type === 'versions' ? ['newest = 0', 'newest = 1'] : ['TRUE']) {
    const step = createStep(db, fact, { where: newest, beforeTs })
    let place: Place | undefined = { ts: fromTs, id: -1 }
    while (place) {
      const done = step(place)
      reduced += done.reduced
      place = done.next
      if (place) yield
    }
  }
  if (mark.read() !== beforeTs) mark.write(beforeTs)
  return reduced
}

/** Everything before it was reduced. It lies with the cursors of consumers, under a name of its own. */
function createMark(db: DatabaseSync, fact: string) {
  const name = `reduction/${fact}`
  const find = db.prepare('SELECT seq FROM cursor WHERE consumer = ?')
  const put = db.prepare('INSERT OR REPLACE INTO cursor (consumer, seq) VALUES (?, ?)')
  return {
    read: () => find.get(name)?.['seq'] as number | undefined,
    write: (ts: number) => void put.run(name, ts),
  }
}

function createStep(
  db: DatabaseSync,
  fact: FactTable,
  { where, beforeTs }: { where: string; beforeTs: number },
) {
  const { name, time, reduction } = fact
  if (!reduction) throw new TypeError(`${name} has no reduction`)
  const reduce = reductions[reduction.rule]
  const [id, field] = [`"${rowKey(fact)}"`, `"${reduction.field}"`]
  const list = db.prepare(
    `SELECT ${id} AS id, "${time}" AS ts, ${field} AS value FROM "${name}"
     WHERE ${where} AND ("${time}", ${id}) > (?, ?) AND "${time}" < ?
     ORDER BY "${time}", ${id} LIMIT ?`,
  )
  const update = db.prepare(`UPDATE "${name}" SET ${field} = ? WHERE ${id} = ?`)

  return ({ ts, id: afterId }: Place): { reduced: number; next: Place | undefined } => {
    const rows = list.all(ts, afterId, beforeTs, stepRows)
    const changed = rows.flatMap((row) => {
      const before = String(row['value'])
      const after = JSON.stringify(reduce(JSON.parse(before)))
      return after === before ? [] : [[after, Number(row['id'])] as const]
    })
    if (changed.length > 0) {
      inTransaction(db, () => changed.forEach((values) => update.run(...values)))
    }
    const last = rows.length === stepRows ? rows.at(-1) : undefined
    const next = last && { ts: Number(last['ts']), id: Number(last['id']) }
    return { reduced: changed.length, next }
  }
}

function inTransaction(db: DatabaseSync, change: () => void): void {
  db.exec('BEGIN IMMEDIATE')
  try {
    change()
    db.exec('COMMIT')
  } catch (error) {
    rollBack(db)
    throw error
  }
}

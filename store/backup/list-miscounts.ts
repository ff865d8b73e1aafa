import type { DatabaseSync } from 'node:sqlite'
import type { Inspection } from './inspect-database.ts'

/** Rows of a table that are not as many as the tally beside them says. */
export interface Miscount {
  table: string
  counted: number
  expected: number
}

/**
 * Readings, events, crossings and quarantine are tallied in the transactions that write and delete
 * them. Another number of rows means that some were lost, or that somebody changed the file.
 */
export function listMiscounts(db: DatabaseSync, { rows }: Pick<Inspection, 'rows'>): Miscount[] {
  if (rows['tally'] === undefined) return []
  const tallies = db.prepare('SELECT name, n FROM tally').all()
  return tallies.flatMap(({ name, n }) => {
    const table = String(name).replace('/', '_')
    const expected = Number(n)
    if (rows[table] === undefined) return []
    const counted = hasVersions(db, table) ? countNewest(db, table) : rows[table]
    return counted === expected ? [] : [{ table, counted, expected }]
  })
}

/** Of facts with versions the newest is counted. */
const hasVersions = (db: DatabaseSync, table: string): boolean =>
  db.prepare(`SELECT 1 FROM pragma_table_info(?) WHERE name = 'newest'`).get(table) !== undefined

const countNewest = (db: DatabaseSync, table: string): number =>
  Number(db.prepare(`SELECT count(*) AS n FROM "${table}" WHERE newest = 1`).get()?.['n'])

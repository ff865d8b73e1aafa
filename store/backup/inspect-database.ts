import type { DatabaseSync } from 'node:sqlite'

/** What a copy is compared by. */
export interface Inspection {
  schema: number
  /** Newest journal sequence; 0 in a database without a journal. */
  journalSeq: number
  rows: Record<string, number>
}

/** Counts every table. Within a transaction all numbers belong to one moment. */
export function inspectDatabase(db: DatabaseSync): Inspection {
  const tables = db
    .prepare(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`)
    .all()
    .map(({ name }) => String(name))
  const rows = tables.toSorted().map((table) => [table, readNumber(db, countOf(table))] as const)
  return {
    schema: readNumber(db, 'SELECT user_version FROM pragma_user_version'),
    journalSeq: tables.includes('journal')
      ? readNumber(db, `SELECT seq FROM sqlite_sequence WHERE name = 'journal'`)
      : 0,
    rows: Object.fromEntries(rows),
  }
}

/** Faults of the file as SQLite tells them, at most ten; empty where it is sound. */
export function listFaults(db: DatabaseSync): string[] {
  const found = db
    .prepare('PRAGMA quick_check(10)')
    .all()
    .map((row) => String(row['quick_check']))
  return found.filter((line) => line !== 'ok')
}

const countOf = (table: string) => `SELECT count(*) FROM "${table.replaceAll('"', '""')}"`

function readNumber(db: DatabaseSync, sql: string): number {
  return Number(Object.values(db.prepare(sql).get() ?? {})[0] ?? 0)
}

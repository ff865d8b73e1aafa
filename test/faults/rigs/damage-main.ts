import { closeSync, openSync, writeSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import type { Random } from '#domain/kinds/simulation.ts'

const pageBytes = 4_096

/** Pages of trees in use. Of the others, free or the last of a long value, SQLite keeps no sum. */
function listTreePages(path: string): number[] {
  const db = new DatabaseSync(path, { readOnly: true })
  const select = "SELECT pageno FROM dbstat WHERE pagetype IN ('leaf', 'internal') AND pageno > 1"
  const pages = db
    .prepare(select)
    .all()
    .map(({ pageno }) => Number(pageno))
  db.close()
  return pages
}

/** Empties a random page of a closed database, as a lost write does. */
export function damageMain(path: string, random: Random): void {
  const pages = listTreePages(path)
  const page = pages[Math.floor(random() * pages.length)] ?? 2
  const file = openSync(path, 'r+')
  writeSync(file, Buffer.alloc(pageBytes), 0, pageBytes, (page - 1) * pageBytes)
  closeSync(file)
}

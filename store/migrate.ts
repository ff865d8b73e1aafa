import { basename } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'

// https://sqlite.org/rescode.html#full
const sqliteFull = 13

const isFull = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === sqliteFull

function explain(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  const advice = isFull(error)
    ? 'free some space and start again'
    : 'start the earlier version, and tell the developers'
  return `(${reason}). Nothing of that step was kept: ${advice}`
}

/** SQLite may have rolled back by itself (disk full); then there is nothing to do. */
export function rollBack(db: DatabaseSync): void {
  if (db.isTransaction) db.exec('ROLLBACK')
}

/**
 * Brings a file to this program's schema, forward only: entry n leads from `user_version` n to
 * n + 1, in one transaction with the number itself. So wherever it ends (killed, disk full), the
 * file has one schema or the next, whole, and the next start goes on from there.
 * Throws, with what to do, where a step cannot be done, and where the file was written by a newer
 * program: it may hold what this one would destroy.
 */
export function migrate(
  db: DatabaseSync,
  { file, migrations }: { file: string; migrations: readonly string[] },
): void {
  const name = basename(file)
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found > migrations.length) {
    throw new Error(
      `${name} has schema ${found} of a newer version, this version of Machimori knows ` +
        `${migrations.length}: start the newer version, or restore a backup made before the upgrade`,
    )
  }
  for (const [version, statements] of migrations.entries()) {
    if (version < found) continue
    try {
      db.exec(`BEGIN IMMEDIATE; ${statements}; PRAGMA user_version = ${version + 1}; COMMIT`)
    } catch (error) {
      rollBack(db)
      const step = `from schema ${version} to ${version + 1}`
      throw new Error(`${name} could not be brought ${step} ${explain(error)}`, { cause: error })
    }
  }
}

import type { DatabaseSync } from 'node:sqlite'
import { isOutOfSpace } from './disk-error.ts'
import { describeNewerSchema } from './newer-schema.ts'

/** A file that cannot be brought to this program's schema; the message says what to do. */
class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

function explain(file: string, [from, to]: readonly [number, number], error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error)
  const advice = isOutOfSpace(error)
    ? { ja: '空きを増やして、もう一度実行してください', en: 'free some space and try again' }
    : {
        ja: '更新前の版で起動し、開発者に知らせてください',
        en: 'start the earlier version, and tell the developers',
      }
  return (
    `${file} をスキーマ${from}から${to}に更新できませんでした（${reason}）。この段階の変更は残っていません。${advice.ja}。\n` +
    `${file} could not be brought from schema ${from} to ${to} (${reason}). ` +
    `Nothing of that step was kept: ${advice.en}`
  )
}

/** SQLite may have rolled back by itself (disk full); then there is nothing to do. */
export function rollBack(db: DatabaseSync): void {
  if (db.isTransaction) db.exec('ROLLBACK')
}

/** Does something in one transaction: all of it, or nothing where it throws. */
export function inTransaction<T>(db: DatabaseSync, work: () => T): T {
  db.exec('BEGIN IMMEDIATE')
  try {
    const done = work()
    db.exec('COMMIT')
    return done
  } catch (error) {
    rollBack(db)
    throw error
  }
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
  const found = Number(db.prepare('PRAGMA user_version').get()?.['user_version'])
  if (found > migrations.length) {
    const { ja, en } = describeNewerSchema(file, found, migrations.length)
    throw new MigrationError(`${ja}\n${en}`)
  }
  for (const [version, statements] of migrations.entries()) {
    if (version < found) continue
    try {
      db.exec(`BEGIN IMMEDIATE; ${statements}; PRAGMA user_version = ${version + 1}; COMMIT`)
    } catch (error) {
      rollBack(db)
      throw new MigrationError(explain(file, [version, version + 1], error), { cause: error })
    }
  }
}

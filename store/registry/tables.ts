import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate, rollBack } from '../migrate.ts'

/** One row of `device`; the description is JSON so that a new field needs no migration. */
export interface DeviceRow {
  id: string
  description: string
  secret_hash: Uint8Array | null
  issued_ts: number | null
  revoked_ts: number | null
}

// Forward only: entry n brings a file from user_version n to n + 1.
const migrations: readonly string[] = [
  `CREATE TABLE device (
     id TEXT PRIMARY KEY,
     description TEXT NOT NULL,
     secret_hash BLOB,
     issued_ts INTEGER,
     revoked_ts INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE operator (
     name TEXT PRIMARY KEY,
     secret_hash BLOB NOT NULL,
     issued_ts INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;`,
]

/** The schema this program writes. */
export const registrySchemaVersion = migrations.length

/** The file with its schema brought up to date. */
function openDatabase(file: string): DatabaseSync {
  const database = new DatabaseSync(file)
  try {
    // Its side files (-wal, -shm) take over this mode.
    if (file !== ':memory:') chmodSync(file, 0o600)
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL')
    migrate(database, { file, migrations })
    return database
  } catch (error) {
    // Whoever frees the disk or moves the folder would find it in use.
    database.close()
    throw error
  }
}

/** Opens the registry's file, brings its schema up to date and prepares its statements. */
export function openTables(file: string) {
  const database = openDatabase(file)
  const put = database.prepare(
    `INSERT INTO device (id, description, secret_hash, issued_ts, revoked_ts)
     VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET description = excluded.description,
       secret_hash = excluded.secret_hash, issued_ts = excluded.issued_ts,
       revoked_ts = excluded.revoked_ts`,
  )
  const putOperator = database.prepare('INSERT OR REPLACE INTO operator VALUES (?, ?, ?)')
  return {
    listDevices: () => database.prepare('SELECT * FROM device').all() as unknown as DeviceRow[],
    /** Writes all rows in one transaction and one fsync; throws if none was written. */
    putDevices(rows: readonly DeviceRow[]): void {
      database.exec('BEGIN IMMEDIATE')
      try {
        for (const row of rows) {
          put.run(row.id, row.description, row.secret_hash, row.issued_ts, row.revoked_ts)
        }
        database.exec('COMMIT')
      } catch (error) {
        rollBack(database)
        throw error
      }
    },
    listOperators: () =>
      database.prepare('SELECT name, secret_hash FROM operator').all() as unknown as {
        name: string
        secret_hash: Uint8Array
      }[],
    putOperator: (name: string, hash: Uint8Array, ts: number) => putOperator.run(name, hash, ts),
    close: () => database.close(),
  }
}

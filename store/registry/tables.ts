import { rollBack } from '../migrate.ts'
import { openRegistryFile } from './file.ts'

/** One row of `device`; the description is JSON so that a new field needs no migration. */
export interface DeviceRow {
  id: string
  description: string
  secret_hash: Uint8Array | null
  issued_ts: number | null
  revoked_ts: number | null
}

/** Opens the registry's file, brings its schema up to date and prepares its statements. */
export function openTables(file: string) {
  const database = openRegistryFile(file)
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

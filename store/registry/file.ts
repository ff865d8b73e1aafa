import { chmodSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { migrate } from '../migrate.ts'

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
  // People, their sessions, keys of machines, and what people did: a chain of hashes.
  `CREATE TABLE person (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     display_name TEXT NOT NULL,
     roles TEXT NOT NULL,
     password_hash TEXT,
     password_is_own INTEGER NOT NULL,
     created_ts INTEGER NOT NULL,
     disabled_ts INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE session (
     id TEXT PRIMARY KEY,
     token_hash BLOB NOT NULL UNIQUE,
     person TEXT NOT NULL,
     begun_ts INTEGER NOT NULL,
     address TEXT NOT NULL,
     agent TEXT NOT NULL,
     age_ms INTEGER NOT NULL,
     used_age_ms INTEGER NOT NULL,
     seen_ts INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE access_key (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL UNIQUE,
     capabilities TEXT NOT NULL,
     secret_hash BLOB NOT NULL UNIQUE,
     issued_ts INTEGER NOT NULL,
     issued_by TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE act (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     entry TEXT NOT NULL,
     hash BLOB NOT NULL
   ) STRICT;`,
  // What a gauge has from a day on: thresholds, and the height that its zero stands for.
  `CREATE TABLE device_setting (
     version INTEGER PRIMARY KEY AUTOINCREMENT,
     device TEXT NOT NULL,
     part TEXT NOT NULL,
     value TEXT,
     valid_from TEXT,
     effective_ts INTEGER NOT NULL,
     set_ts INTEGER,
     set_by TEXT,
     note TEXT,
     applied_ts INTEGER,
     cancelled_ts INTEGER
   ) STRICT;
   CREATE INDEX device_setting_of ON device_setting (device, part, version);
   CREATE TABLE device_act (
     device TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (device, seq)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE act_anchor (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     seq INTEGER NOT NULL,
     hash BLOB NOT NULL
   ) STRICT;`,
]

/** The schema this program writes. */
export const registrySchemaVersion = migrations.length

/** Opens `registry.db` with its schema brought up to date; throws where that cannot be done. */
export function openRegistryFile(file: string): DatabaseSync {
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

import type { DatabaseSync } from 'node:sqlite'
import type { Act, StoredAct } from '#domain/access/act.ts'
import { inTransaction } from '../migrate.ts'
import { openRegistryFile } from '../registry/file.ts'
import { createActAppend } from './append-act.ts'
import { deleteActs, findPrunable, type Anchor } from './prune-acts.ts'
import type { KeyRow, PersonRow, SessionRow } from './rows.ts'

/** Which acts to list, newest first. */
export interface ActQuery {
  /** Only acts with a smaller number. */
  before?: number | undefined
  limit: number
  /** Id or name of a person or key. */
  by?: string | undefined
  act?: string | undefined
  /** Epoch ms: `from` inclusive, `to` exclusive. */
  range?: { from: number; to: number } | undefined
}

type Change = ReturnType<typeof createChange>

export interface AccountTables {
  listPeople(): PersonRow[]
  listSessions(): SessionRow[]
  listKeys(): KeyRow[]
  listActs(query: ActQuery): StoredAct[]
  /** Number of the oldest act; undefined where there is none. */
  firstAct(): number | undefined
  /** The oldest acts, all from before a time, as far as one transaction takes; see `deleteActs`. */
  findPrunable(beforeTs: number): Anchor | undefined
  /** Does all that `work` asks for in one transaction and one fsync; throws if it cannot. */
  write(work: (change: Change) => void): void
  close(): void
}

/** Opens the tables of people in the registry's file. */
export function openAccountTables(file: string): AccountTables {
  const db = openRegistryFile(file)
  const change = createChange(db)
  const acts = db.prepare(
    `SELECT seq, entry FROM act
     WHERE seq < ?1 AND (?2 IS NULL OR ?2 IN (entry ->> '$.by.id', entry ->> '$.by.name'))
       AND (?3 IS NULL OR entry ->> '$.act' = ?3)
       AND (?4 IS NULL OR entry ->> '$.ts' >= ?4) AND (?5 IS NULL OR entry ->> '$.ts' < ?5)
     ORDER BY seq DESC LIMIT ?6`,
  )
  return {
    listPeople: () => db.prepare('SELECT * FROM person').all() as unknown as PersonRow[],
    listSessions: () => db.prepare('SELECT * FROM session').all() as unknown as SessionRow[],
    listKeys: () => db.prepare('SELECT * FROM access_key').all() as unknown as KeyRow[],
    listActs: ({ before = Number.MAX_SAFE_INTEGER, limit, by = null, act = null, range }) =>
      acts
        .all(before, by, act, range?.from ?? null, range?.to ?? null, limit)
        .map(({ seq, entry }) => ({
          seq: Number(seq),
          ...(JSON.parse(String(entry)) as Act),
        })),
    firstAct() {
      const first = db.prepare('SELECT min(seq) AS seq FROM act').get()?.['seq'] ?? null
      return first === null ? undefined : Number(first)
    },
    findPrunable: (beforeTs) => findPrunable(db, beforeTs),
    write: (work) => inTransaction(db, () => work(change)),
    close: () => db.close(),
  }
}

/** Single changes; only ever made within `write`. */
function createChange(db: DatabaseSync) {
  const put = (table: string, columns: readonly string[]) =>
    db.prepare(
      `INSERT OR REPLACE INTO ${table} (${columns.join(', ')})
       VALUES (${columns.map((column) => `:${column}`).join(', ')})`,
    )
  const person = put('person', [
    'id',
    'name',
    'display_name',
    'roles',
    'password_hash',
    'password_is_own',
    'created_ts',
    'disabled_ts',
  ])
  const session = put('session', [
    'id',
    'token_hash',
    'person',
    'begun_ts',
    'address',
    'agent',
    'age_ms',
    'used_age_ms',
    'seen_ts',
  ])
  const key = put('access_key', [
    'id',
    'name',
    'capabilities',
    'secret_hash',
    'issued_ts',
    'issued_by',
  ])
  const endSession = db.prepare('DELETE FROM session WHERE id = ?')
  const endKey = db.prepare('DELETE FROM access_key WHERE id = ?')
  const append = createActAppend(db)
  return {
    putPerson: (row: PersonRow) => void person.run({ ...row }),
    putSession: (row: SessionRow) => void session.run({ ...row }),
    putKey: (row: KeyRow) => void key.run({ ...row }),
    endSession: (id: string) => void endSession.run(id),
    endKey: (id: string) => void endKey.run(id),
    append: (act: Act) => void append(act),
    deleteActs: (anchor: Anchor) => deleteActs(db, anchor),
  }
}

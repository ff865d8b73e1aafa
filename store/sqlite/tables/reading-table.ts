import type { DatabaseSync } from 'node:sqlite'
import { rollBack } from '../../migrate.ts'
import type { FieldColumn, KindPlan } from './kind-plan.ts'

/** A kind's table as it is on disk: its fields in the order of their bits in `_nulls`. */
export interface KindTable extends KindPlan {
  no: number
}

export const tableName = (kindId: string): string => `"reading_${kindId}"`

/** Columns of every reading table before its fields, in the order of an insert. */
export const fixedColumns = [
  '_bucket',
  '_device',
  'ts',
  '_received_ts',
  '_place',
  'seq',
  'boot',
  '_origin',
  '_flag',
  '_reasons',
  '_nulls',
  '_version',
] as const

const isFixed: ReadonlySet<string> = new Set(fixedColumns)

/**
 * Makes the tables fit the kinds: a new kind gets a table, a new field a column at the end. What
 * a kind no longer has stays readable. The bucket width of a table never changes: it is its key.
 */
export function ensureReadingTables(db: DatabaseSync, plans: readonly KindPlan[]): KindTable[] {
  db.exec('BEGIN IMMEDIATE')
  try {
    for (const plan of plans) ensureTable(db, plan)
    // Of kinds that have left the program too.
    for (const { id } of loadTables(db, plans)) ensurePlace(db, id)
    const tables = loadTables(db, plans)
    db.exec('COMMIT')
    return tables
  } catch (error) {
    rollBack(db)
    throw error
  }
}

function ensureTable(db: DatabaseSync, plan: KindPlan): void {
  const table = tableName(plan.id)
  const known = listFields(db, plan.id)
  if (known.length === 0) {
    db.prepare('INSERT OR IGNORE INTO kind (id, bucket_ms) VALUES (?, ?)').run(
      plan.id,
      plan.bucketMs,
    )
    db.exec(`CREATE TABLE IF NOT EXISTS ${table} (
      _bucket INTEGER NOT NULL, _device INTEGER NOT NULL, ts INTEGER NOT NULL,
      _received_ts INTEGER NOT NULL, seq INTEGER, boot TEXT, _origin INTEGER NOT NULL,
      _place INTEGER, _flag INTEGER NOT NULL, _reasons TEXT, _nulls INTEGER NOT NULL, _version INTEGER NOT NULL,
      PRIMARY KEY (_bucket, _device, ts)) WITHOUT ROWID`)
  }
  for (const field of plan.fields) {
    const column = known.find(({ name }) => name === field.name)
    if (!column) db.exec(`ALTER TABLE ${table} ADD COLUMN "${field.name}" ${field.type}`)
    else if (column.type !== field.type) {
      throw new Error(
        `field ${plan.id}.${field.name} is stored as ${column.type} and cannot become ` +
          `${field.type}: give the new meaning a new name`,
      )
    }
  }
}

/** Rows of before stay without one: reading them costs nothing, writing them all would. */
function ensurePlace(db: DatabaseSync, kindId: string): void {
  const found = db
    .prepare(`SELECT 1 FROM pragma_table_info(?) WHERE name = '_place'`)
    .get(`reading_${kindId}`)
  if (!found) db.exec(`ALTER TABLE ${tableName(kindId)} ADD COLUMN _place INTEGER`)
}

function loadTables(db: DatabaseSync, plans: readonly KindPlan[]): KindTable[] {
  const rows = db.prepare('SELECT no, id, bucket_ms FROM kind ORDER BY no').all()
  return rows.map((row) => ({
    no: Number(row['no']),
    id: String(row['id']),
    bucketMs: Number(row['bucket_ms']),
    fields: listFields(db, String(row['id'])),
    measures: plans.find(({ id }) => id === row['id'])?.measures ?? {},
    groups: plans.find(({ id }) => id === row['id'])?.groups ?? [],
  }))
}

function listFields(db: DatabaseSync, kindId: string): FieldColumn[] {
  const columns = db.prepare('SELECT name, type FROM pragma_table_info(?)').all(`reading_${kindId}`)
  return columns
    .map(
      ({ name, type }) =>
        ({ name: String(name), type: type === 'TEXT' ? 'TEXT' : 'REAL' }) as const,
    )
    .filter(({ name }) => !isFixed.has(name))
}

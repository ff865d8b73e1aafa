import type { DatabaseSync } from 'node:sqlite'
import { rollBack } from '../../migrate.ts'
import { describeUnknownFacts } from '../../newer-schema.ts'
import type { CellType, FactColumn, FactPlan } from './fact-plan.ts'

/** A fact's table as it is on disk. */
export interface FactTable extends FactPlan {
  /** Stands for its name in the journal. */
  no: number
}

/** The number that stands for a reading in the journal; facts have the others. */
export const readingNo = 0

/** The last number that a journal entry has room for. */
const lastNo = 0xff

const sqlTypes: Readonly<Record<CellType, 'INTEGER' | 'REAL' | 'TEXT'>> = {
  device: 'INTEGER',
  kind: 'INTEGER',
  origin: 'INTEGER',
  boolean: 'INTEGER',
  integer: 'INTEGER',
  real: 'REAL',
  reasons: 'TEXT',
  text: 'TEXT',
  json: 'TEXT',
}

/** The column with a row's own number. */
export const rowKey = ({ key }: FactPlan): string => (key.type === 'number' ? key.as : 'id')

/** Names of the facts in a file that are none of `known`: a newer program wrote them. */
export function listUnknownFacts(db: DatabaseSync, known: ReadonlySet<string>): string[] {
  const rows = db.prepare('SELECT name FROM fact ORDER BY no').all()
  return rows.map(({ name }) => String(name)).filter((name) => !known.has(name))
}

/**
 * Makes the tables fit the facts: a new fact gets a number and a table, a new field a column at the
 * end. Throws, with what to do, for a file with facts that no plan names: their journal entries
 * would be passed over.
 */
export function ensureFactTables(
  db: DatabaseSync,
  { file, plans }: { file: string; plans: readonly FactPlan[] },
): FactTable[] {
  const unknown = listUnknownFacts(db, new Set(['reading', ...plans.map(({ name }) => name)]))
  if (unknown.length > 0) {
    const { ja, en } = describeUnknownFacts(file, unknown)
    throw new Error(`${ja}\n${en}`)
  }
  db.exec('BEGIN IMMEDIATE')
  try {
    const tables = plans.map((plan) => ensureTable(db, plan))
    db.exec('COMMIT')
    return tables
  } catch (error) {
    rollBack(db)
    throw error
  }
}

function ensureTable(db: DatabaseSync, plan: FactPlan): FactTable {
  const find = db.prepare('SELECT no FROM fact WHERE name = ?')
  const known = find.get(plan.name)
  if (known) {
    for (const column of plan.columns) ensureColumn(db, plan, column)
    return { ...plan, no: Number(known['no']) }
  }
  const no = Number(db.prepare('INSERT INTO fact (name) VALUES (?)').run(plan.name).lastInsertRowid)
  if (no > lastNo) throw new Error(`the journal has no number for fact "${plan.name}"`)
  db.exec(describeTable(plan))
  return { ...plan, no }
}

function ensureColumn(db: DatabaseSync, { name: fact }: FactPlan, column: FactColumn): void {
  const { column: name, empty, type } = column
  const found = db.prepare('SELECT type FROM pragma_table_info(?) WHERE name = ?').get(fact, name)
  const wanted = sqlTypes[type]
  if (!found) {
    if (empty === 'never') throw new Error(`${fact}.${name} is new: rows from before have none`)
    db.exec(`ALTER TABLE "${fact}" ADD COLUMN "${name}" ${wanted}`)
  } else if (found['type'] !== wanted) {
    throw new Error(
      `${fact}.${name} is stored as ${String(found['type'])} and cannot become ${wanted}: ` +
        'give the new meaning a new name',
    )
  }
}

function describeTable(plan: FactPlan): string {
  const { name, key, time, list, columns } = plan
  const id = rowKey(plan)
  const versions = key.type === 'versions'
  const described = columns.map(
    ({ column, type, empty }) =>
      `"${column}" ${sqlTypes[type]}${empty === 'never' ? ' NOT NULL' : ''}`,
  )
  const own = versions ? ['version INTEGER NOT NULL', 'newest INTEGER NOT NULL'] : []
  const unique = versions ? [`UNIQUE (device_no, "${key.of[1]}", version)`] : []
  const ofDevice = list?.order === 'time' ? `device_no, "${time}", "${id}"` : `device_no, "${id}"`
  return `
    CREATE TABLE "${name}" (
      "${id}" INTEGER PRIMARY KEY AUTOINCREMENT,
      ${[...described, ...own, ...unique].join(', ')});
    CREATE INDEX "${name}_time" ON "${name}" ("${time}", "${id}");
    CREATE INDEX "${name}_device" ON "${name}" (${ofDevice});
  `
}

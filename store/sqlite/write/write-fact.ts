import { outcomes } from '#domain/commit.ts'
import { encodeRecord } from '../tables/fact-codec.ts'
import type { FactTable } from '../tables/fact-table.ts'
import type { FactWriter } from './fact-writer.ts'
import type { WriteContext } from './write-context.ts'
import { createVerdictWriter } from './write-verdict.ts'
import { createVersionWriter } from './write-version.ts'

/** The writer of a fact, by the rule of its key. */
export function createFactWriter(context: WriteContext, table: FactTable): FactWriter {
  switch (table.key.type) {
    case 'number':
      return createNumberWriter(context, table)
    case 'versions':
      return createVersionWriter(context.db, table)
    case 'reading':
      return createVerdictWriter(context, table)
  }
}

/** Only ever adds. */
function createNumberWriter({ db }: WriteContext, { name: table, columns }: FactTable): FactWriter {
  const names = columns.map(({ column }) => `"${column}"`)
  const insert = db.prepare(
    `INSERT INTO "${table}" (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
  return (record, deviceNo) => {
    const done = insert.run(...encodeRecord(columns, record, deviceNo))
    return { outcome: outcomes.stored, ref: Number(done.lastInsertRowid), tail: null }
  }
}

import type { DatabaseSync } from 'node:sqlite'
import type { FactTable } from '../tables/fact-table.ts'
import type { KindTable } from '../tables/reading-table.ts'
import type { CityZone } from '#domain/city/zone.ts'

/** What every query works with. */
export interface QueryScope {
  db: DatabaseSync
  tables: ReadonlyMap<string, KindTable>
  facts: readonly FactTable[]
  zone: CityZone
  /** The number of a device, undefined if it never sent anything. */
  findDevice(id: string): number | undefined
}

/** The table of a kind. Throws for a kind the store was not started with. */
export function getTable(scope: QueryScope, kind: string): KindTable {
  const table = scope.tables.get(kind)
  if (!table) throw new RangeError(`the store has no kind "${kind}"`)
  return table
}

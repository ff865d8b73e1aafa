import type { Store } from '../../store.ts'
import type { QueryScope } from './scope.ts'

/** The times that readings of an earlier version were joined at; null where there were none. */
export function loadUpgraded({ db }: QueryScope): Awaited<ReturnType<Store['loadUpgraded']>> {
  const row = db.prepare('SELECT changed_from, changed_to FROM fold').get()
  if (!row || row['changed_from'] === null) return null
  return { from: Number(row['changed_from']), to: Number(row['changed_to']) + 1 }
}

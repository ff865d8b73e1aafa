import type { Store } from '../../store.ts'
import type { QueryScope } from './scope.ts'

/** A consumer's projection and the journal sequence it stands at. */
export function loadProjection(
  { db }: QueryScope,
  [consumer]: Parameters<Store['loadProjection']>,
): { seq: number; entries: [key: string, value: unknown][] } {
  const cursor = db.prepare('SELECT seq FROM cursor WHERE consumer = ?').get(consumer)
  const entries = db
    .prepare('SELECT key, value FROM projection WHERE consumer = ?')
    .all(consumer)
    .map((row): [string, unknown] => [String(row['key']), JSON.parse(String(row['value']))])
  return { seq: Number(cursor?.['seq'] ?? 0), entries }
}

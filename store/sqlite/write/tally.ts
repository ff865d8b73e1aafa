import type { DatabaseSync } from 'node:sqlite'

/**
 * Row counts kept beside the rows, in the same transaction: counting a table of tens of millions
 * of rows takes seconds.
 */
export interface Tally {
  add(name: string, n: number): void
  /** Writes what was added; inside the running transaction. */
  flush(): void
  /** Forgets what was added. */
  clear(): void
}

export function createTally(db: DatabaseSync): Tally {
  const upsert = db.prepare(
    `INSERT INTO tally (name, n) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET n = n + excluded.n`,
  )
  const pending = new Map<string, number>()
  return {
    add(name, n) {
      pending.set(name, (pending.get(name) ?? 0) + n)
    },
    flush() {
      for (const [name, n] of pending) if (n !== 0) upsert.run(name, n)
      pending.clear()
    },
    clear: () => pending.clear(),
  }
}

export const readingTally = (kindId: string): string => `reading/${kindId}`

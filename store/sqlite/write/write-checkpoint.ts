import type { DatabaseSync } from 'node:sqlite'
import type { Checkpoint } from '#domain/commit.ts'

/** Writes what a consumer derived, together with how far it had read. */
export function createCheckpointWriter(db: DatabaseSync) {
  const setCursor = db.prepare(
    `INSERT INTO cursor (consumer, seq) VALUES (?, ?)
     ON CONFLICT (consumer) DO UPDATE SET seq = excluded.seq`,
  )
  const setEntry = db.prepare(
    `INSERT INTO projection (consumer, key, value) VALUES (?, ?, ?)
     ON CONFLICT (consumer, key) DO UPDATE SET value = excluded.value`,
  )
  const deleteEntry = db.prepare('DELETE FROM projection WHERE consumer = ? AND key = ?')

  return function writeCheckpoint({ consumer, seq, entries }: Checkpoint): void {
    setCursor.run(consumer, seq)
    for (const { key, value } of entries) {
      if (value === null) deleteEntry.run(consumer, key)
      else setEntry.run(consumer, key, JSON.stringify(value))
    }
  }
}

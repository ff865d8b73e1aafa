import type { DatabaseSync } from 'node:sqlite'

/** Where a chain begins whose older entries were deleted: the newest of these, and its hash. */
export interface Anchor {
  seq: number
  hash: Uint8Array
}

/** In one transaction: about 20 ms of writing, so that nobody waits long behind it. */
const prunedMax = 5_000

export function readAnchor(db: DatabaseSync): Anchor | undefined {
  const row = db.prepare('SELECT seq, hash FROM act_anchor').get()
  return row && { seq: Number(row['seq']), hash: row['hash'] as Uint8Array }
}

/** The newest of the oldest acts, all of which are from before a time; undefined where there is none. */
export function findPrunable(db: DatabaseSync, beforeTs: number): Anchor | undefined {
  const kept = db
    .prepare(
      `SELECT min(seq) AS seq FROM (SELECT seq, entry FROM act ORDER BY seq LIMIT ${prunedMax + 1})
       WHERE entry ->> '$.ts' >= ?`,
    )
    .get(beforeTs)
  const bound = kept?.['seq'] ?? null
  const row = db
    .prepare(
      `SELECT seq, hash FROM (SELECT seq, hash FROM act ORDER BY seq LIMIT ${prunedMax})
       WHERE ?1 IS NULL OR seq < ?1 ORDER BY seq DESC LIMIT 1`,
    )
    .get(bound)
  return row && { seq: Number(row['seq']), hash: row['hash'] as Uint8Array }
}

/** Deletes the acts up to an anchor; only ever called within a transaction that tells of it too. */
export function deleteActs(db: DatabaseSync, { seq, hash }: Anchor): void {
  db.prepare('DELETE FROM act WHERE seq <= ?').run(seq)
  db.prepare('DELETE FROM device_act WHERE seq <= ?').run(seq)
  db.prepare('INSERT OR REPLACE INTO act_anchor VALUES (1, ?, ?)').run(seq, hash)
}

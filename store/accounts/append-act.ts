import type { DatabaseSync } from 'node:sqlite'
import type { Act } from '#domain/access/act.ts'
import { chainBegin, linkHash } from './chain.ts'
import { readAnchor } from './prune-acts.ts'

/**
 * Binds one more act to all before it and returns its number, which is never given again. Only ever
 * called within a transaction, which holds the file alone.
 */
export function createActAppend(db: DatabaseSync): (act: Act) => number {
  const last = db.prepare('SELECT hash FROM act ORDER BY seq DESC LIMIT 1')
  const counter = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'act'`)
  const append = db.prepare('INSERT INTO act (seq, entry, hash) VALUES (?, ?, ?)')
  return (act) => {
    const before = last.get() as { hash: Uint8Array } | undefined
    const seq = Number(counter.get()?.['seq'] ?? 0) + 1
    const entry = JSON.stringify(act)
    append.run(seq, entry, linkHash(before?.hash ?? readAnchor(db)?.hash ?? chainBegin, seq, entry))
    return seq
  }
}

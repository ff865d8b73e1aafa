import { DatabaseSync } from 'node:sqlite'
import { chainBegin, linkHash } from './chain.ts'

/** How the chain of acts stands. `brokenAt`: the first number that is not as it was written. */
export interface ChainReport {
  entries: number
  /** Hash of the newest entry, hexadecimal; whoever notes it can later find a cut end. */
  head: string
  brokenAt: number | null
  reason: 'changed' | 'missing' | 'end_missing' | 'noted_head_missing' | null
}

/**
 * Reads all acts of a `registry.db`, also beside a running server, and follows their chain: an
 * entry that was edited, taken away or moved breaks it. `notedHead` is a head that somebody wrote
 * down earlier: it must still be there, so that even a chain written anew is found.
 */
export function verifyActs(file: string, notedHead?: string): ChainReport {
  const db = new DatabaseSync(file, { readOnly: true })
  try {
    db.exec('BEGIN')
    return followChain(db, notedHead)
  } finally {
    db.close()
  }
}

function followChain(db: DatabaseSync, notedHead: string | undefined): ChainReport {
  const noted = notedHead === undefined ? null : Buffer.from(notedHead, 'hex')
  const chain = { entries: 0, hash: chainBegin as Uint8Array, isNotedThere: noted === null }
  const report = (brokenAt: number | null, reason: ChainReport['reason']): ChainReport => ({
    entries: chain.entries,
    head: Buffer.from(chain.hash).toString('hex'),
    brokenAt,
    reason,
  })
  for (const row of db.prepare('SELECT seq, entry, hash FROM act ORDER BY seq').iterate()) {
    const [seq, hash] = [Number(row['seq']), row['hash'] as Uint8Array]
    if (seq !== chain.entries + 1) return report(chain.entries + 1, 'missing')
    if (!linkHash(chain.hash, seq, String(row['entry'])).equals(hash)) return report(seq, 'changed')
    chain.hash = hash
    chain.entries = seq
    if (noted?.equals(hash)) chain.isNotedThere = true
  }
  if (lastGiven(db) > chain.entries) return report(chain.entries + 1, 'end_missing')
  return chain.isNotedThere ? report(null, null) : report(null, 'noted_head_missing')
}

/** The newest number that was ever given. */
function lastGiven(db: DatabaseSync): number {
  const counted = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'act'`).get()
  return Number(counted?.['seq'] ?? 0)
}

import { DatabaseSync } from 'node:sqlite'
import type { Act } from '#domain/access/act.ts'
import { chainBegin, linkHash } from './chain.ts'
import { readAnchor, type Anchor } from './prune-acts.ts'

/** How the chain of acts stands. `brokenAt`: the first number that is not as it was written. */
export interface ChainReport {
  entries: number
  /** Number of the newest entry that was deleted for its age; 0 where none was. */
  pruned: number
  /** Hash of the newest entry, hexadecimal; whoever notes it can later find a cut end. */
  head: string
  brokenAt: number | null
  reason: 'changed' | 'missing' | 'end_missing' | 'beginning_missing' | 'noted_head_missing' | null
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
  const anchor = readAnchor(db)
  const pruned = anchor?.seq ?? 0
  const chain = { last: pruned, hash: anchor?.hash ?? chainBegin, isNotedThere: noted === null }
  // Whoever deletes the beginning has to leave an act about it, which the chain holds.
  let isAnchorTold = anchor === undefined
  const report = (brokenAt: number | null, reason: ChainReport['reason']): ChainReport => ({
    entries: chain.last - pruned,
    pruned,
    head: Buffer.from(chain.hash).toString('hex'),
    brokenAt,
    reason,
  })
  for (const row of db.prepare('SELECT seq, entry, hash FROM act ORDER BY seq').iterate()) {
    const [seq, hash] = [Number(row['seq']), row['hash'] as Uint8Array]
    if (seq !== chain.last + 1) return report(chain.last + 1, 'missing')
    if (!linkHash(chain.hash, seq, String(row['entry'])).equals(hash)) return report(seq, 'changed')
    chain.hash = hash
    chain.last = seq
    isAnchorTold ||= tellsOf(String(row['entry']), anchor)
    if (noted?.equals(hash)) chain.isNotedThere = true
  }
  if (lastGiven(db) > chain.last) return report(chain.last + 1, 'end_missing')
  if (!isAnchorTold) return report(pruned, 'beginning_missing')
  return chain.isNotedThere ? report(null, null) : report(null, 'noted_head_missing')
}

/** True for the act that tells of deleting everything up to an anchor. */
function tellsOf(entry: string, anchor: Anchor | undefined): boolean {
  const { act, after } = JSON.parse(entry) as Act
  if (act !== 'acts_pruned' || !anchor) return false
  return (
    after?.['up_to'] === anchor.seq && after['hash'] === Buffer.from(anchor.hash).toString('hex')
  )
}

/** The newest number that was ever given. */
function lastGiven(db: DatabaseSync): number {
  const counted = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'act'`).get()
  return Number(counted?.['seq'] ?? 0)
}

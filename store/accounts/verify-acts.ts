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

interface Fault {
  brokenAt: number
  reason: NonNullable<ChainReport['reason']>
}

function followChain(db: DatabaseSync, notedHead: string | undefined): ChainReport {
  const chain = new Chain(readAnchor(db), notedHead)
  const report = (fault: Fault | { brokenAt: null; reason: ChainReport['reason'] }) => ({
    entries: chain.last - chain.pruned,
    pruned: chain.pruned,
    head: Buffer.from(chain.hash).toString('hex'),
    ...fault,
  })
  for (const row of db.prepare('SELECT seq, entry, hash FROM act ORDER BY seq').iterate()) {
    const fault = chain.follow(Number(row['seq']), String(row['entry']), row['hash'] as Uint8Array)
    if (fault) return report(fault)
  }
  const fault = chain.end(lastGiven(db))
  if (fault) return report(fault)
  return report({ brokenAt: null, reason: chain.isNotedThere ? null : 'noted_head_missing' })
}

/** A chain as far as it was followed. */
class Chain {
  readonly pruned: number
  readonly #anchor: Anchor | undefined
  readonly #noted: Buffer | null
  last: number
  hash: Uint8Array
  isNotedThere: boolean
  /** Whoever deletes the beginning has to leave an act about it, which the chain holds. */
  #isAnchorTold: boolean

  constructor(anchor: Anchor | undefined, notedHead: string | undefined) {
    this.#anchor = anchor
    this.#isAnchorTold = anchor === undefined
    this.pruned = anchor?.seq ?? 0
    this.last = this.pruned
    this.hash = anchor?.hash ?? chainBegin
    this.#noted = notedHead === undefined ? null : Buffer.from(notedHead, 'hex')
    this.isNotedThere = this.#noted === null
  }

  follow(seq: number, entry: string, hash: Uint8Array): Fault | undefined {
    if (seq !== this.last + 1) return { brokenAt: this.last + 1, reason: 'missing' }
    if (!linkHash(this.hash, seq, entry).equals(hash)) return { brokenAt: seq, reason: 'changed' }
    this.hash = hash
    this.last = seq
    this.isNotedThere ||= this.#noted?.equals(hash) === true
    this.#isAnchorTold ||= tellsOf(entry, this.#anchor)
    return undefined
  }

  end(lastGiven: number): Fault | undefined {
    if (lastGiven > this.last) return { brokenAt: this.last + 1, reason: 'end_missing' }
    return this.#isAnchorTold ? undefined : { brokenAt: this.pruned, reason: 'beginning_missing' }
  }
}

/** True for the act that tells of deleting everything up to an anchor. */
function tellsOf(entry: string, anchor: Anchor | undefined): boolean {
  if (!anchor) return false
  const { act, after } = JSON.parse(entry) as Act
  if (act !== 'acts_pruned') return false
  return (
    after?.['up_to'] === anchor.seq && after['hash'] === Buffer.from(anchor.hash).toString('hex')
  )
}

/** The newest number that was ever given. */
function lastGiven(db: DatabaseSync): number {
  const counted = db.prepare(`SELECT seq FROM sqlite_sequence WHERE name = 'act'`).get()
  return Number(counted?.['seq'] ?? 0)
}

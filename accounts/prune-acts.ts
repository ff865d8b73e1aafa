import type { Actor } from '#domain/access/act.ts'
import type { Parts } from './parts.ts'

const byPlatform: Actor = { sort: 'platform', id: null, name: '', address: 'local' }

/**
 * Deletes acts from before a time, a few thousand in each transaction, which also tells of it: wherever
 * it ends, the chain holds. Returns how many.
 */
export function pruneActs({ tables, record }: Parts, beforeTs: number): number {
  let pruned = 0
  let first = tables.firstAct()
  for (;;) {
    const anchor = tables.findPrunable(beforeTs)
    if (!anchor || first === undefined) return pruned
    const { seq, hash } = anchor
    const count = seq - first + 1
    record((change) => change.deleteActs(anchor), {
      act: 'acts_pruned',
      by: byPlatform,
      subject: null,
      before: null,
      after: { entries: count, up_to: seq, hash: Buffer.from(hash).toString('hex') },
    })
    pruned += count
    first = seq + 1
  }
}

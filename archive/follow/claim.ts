import { randomUUID } from 'node:crypto'
import { listClaims, encodeClaim, type Claim } from '#archive/influx/writer-claim.ts'
import type { ArchiveConnection } from '#archive/influx/connect.ts'
import { writeLines } from '#archive/influx/write-lines.ts'
import type { ArchiveContext, Halt } from './context.ts'

/** How often the claim is renewed: two copies of a city are told apart within twice of it. */
export const defaultClaimEveryMs = 30_000
// A claim that was not renewed for so many times is that of a process that has ended.
const missedMax = 3

/**
 * Keeps two processes from forwarding one journal. The data folder's lock does that on one machine;
 * a copy of the folder elsewhere has a lock of its own, and would write over the original's points.
 * Each forwarder signs with its run; who finds its signature replaced waits until the other ends.
 */
export function createClaim(context: ArchiveContext, everyMs = defaultClaimEveryMs) {
  const { clock, city, progress } = context
  const run = randomUUID()
  let isHeld = false
  let dueAtMs = -Infinity
  /** The other's last signature, and when it was first seen. */
  let other: { aliveTs: number; sinceMs: number } | undefined

  /** True where another one signs, and has done so lately. */
  function isContested(claim: Claim | undefined): boolean {
    if (!claim || claim.run === run) return false
    if (!isHeld && !other) return false
    const nowMs = clock.monotonicMs()
    if (other?.aliveTs !== claim.aliveTs) other = { aliveTs: claim.aliveTs, sinceMs: nowMs }
    return nowMs - other.sinceMs < missedMax * everyMs
  }

  async function sign(connection: ArchiveConnection): Promise<Halt | undefined> {
    const { transport } = context
    const now = () => clock.now()
    const line = encodeClaim({ city, journal: progress.journal, run, aliveTs: now() })
    const target = { connection, transport, archiveClass: 'raw', now } as const
    const result = await writeLines([line], target)
    if (result.kind !== 'written') return result
    isHeld = true
    other = undefined
    return undefined
  }

  /** Renews the claim where that is due; says why nothing may be written where it is lost. */
  return async function hold(connection: ArchiveConnection): Promise<Halt | undefined> {
    if (clock.monotonicMs() < dueAtMs) return undefined
    const claims = await listClaims(connection, city, clock.now())
    const newest = claims.find(({ journal }) => journal === progress.journal)
    if (isContested(newest)) {
      isHeld = false
      return { kind: 'stopped', reason: 'another_writer', words: `run ${newest?.run ?? ''}` }
    }
    const halt = await sign(connection)
    if (!halt) dueAtMs = clock.monotonicMs() + everyMs
    return halt
  }
}

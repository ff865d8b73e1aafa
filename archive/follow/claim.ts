import { randomUUID } from 'node:crypto'
import type { ArchiveSession, Halt, WriterClaim } from '../port.ts'
import { anotherWriter } from '../stops.ts'
import type { ArchiveContext } from './context.ts'

/** How often the claim is renewed: two copies of a city are told apart within twice of it. */
export const defaultClaimEveryMs = 30_000
// A claim that was not renewed for so many times is that of a process that has ended.
const missedMax = 3
// A claim may be kept under the beginning of its day.
const dayMs = 86_400_000

/**
 * Keeps two processes from forwarding one journal. The data folder's lock does that on one machine;
 * a copy of the folder elsewhere has a lock of its own, and would write over the original's points.
 * Each forwarder signs with its run; who finds its signature replaced waits until the other ends.
 */
export function createClaim(context: ArchiveContext, everyMs = defaultClaimEveryMs) {
  const { clock, progress } = context
  const { journal } = progress
  const run = randomUUID()
  let isHeld = false
  let dueAtMs = -Infinity
  /** The other's last signature, and when it was first seen. */
  let other: { aliveTs: number; sinceMs: number } | undefined

  /** True where another one signs, and has done so lately. */
  function isContested(claim: WriterClaim | undefined): boolean {
    if (!claim || claim.run === run) return false
    if (!isHeld && !other) return false
    const nowMs = clock.monotonicMs()
    if (other?.aliveTs !== claim.aliveTs) other = { aliveTs: claim.aliveTs, sinceMs: nowMs }
    return nowMs - other.sinceMs < missedMax * everyMs
  }

  async function sign(session: ArchiveSession): Promise<Halt | undefined> {
    const halt = await session.sign({ journal, run, aliveTs: clock.now() })
    if (halt) return halt
    isHeld = true
    other = undefined
    return undefined
  }

  /** Renews the claim where that is due; says why nothing may be written where it is lost. */
  return async function hold(session: ArchiveSession): Promise<Halt | undefined> {
    if (clock.monotonicMs() < dueAtMs) return undefined
    const claims = (await session.listClaims(clock.now() - 2 * dayMs)).toSorted(
      (a, b) => b.aliveTs - a.aliveTs,
    )
    const newest = claims.find((claim) => claim.journal === journal)
    if (isContested(newest)) {
      isHeld = false
      return { kind: 'stopped', stop: anotherWriter, words: `run ${newest?.run ?? ''}` }
    }
    const halt = await sign(session)
    if (!halt) dueAtMs = clock.monotonicMs() + everyMs
    return halt
  }
}

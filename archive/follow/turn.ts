import { ArchiveError } from '../archive-error.ts'
import type { ArchiveSession, Halt } from '../port.ts'
import { createClaim } from './claim.ts'
import type { ArchiveContext } from './context.ts'
import { fillStep } from './fill.ts'
import { createForwarder } from './forward.ts'
import { createRollUp } from '../rollup/roll-up.ts'
import type { Failure, Standing } from './standing.ts'

// Rollups that cannot be written are tried again after this; readings go on meanwhile.
const rollupPauseMs = 30_000

// A backlog that never ends, as where the archive is slower than the city, must not keep charts of
// months from being summed up: they have a step at least so often.
const rollupAtLeastEveryMs = 5_000

// A backlog of years would otherwise keep each of its hours in memory until it is through.
const cellsMax = 50_000

/**
 * One turn of the archive's loop: a step of the journal first, then one of a back-fill, and when
 * neither has a backlog, rollups: under a steady load the journal is never empty, and hours are
 * summed up all the same. Returns true where nothing is left to do now.
 */
export function createTurn(
  context: ArchiveContext,
  { standing, claimEveryMs }: { standing: Standing; claimEveryMs?: number | undefined },
) {
  const { progress, clock } = context
  const forward = createForwarder(context)
  const hold = createClaim(context, claimEveryMs)
  const rollUpStep = createRollUp(context)
  let rollupsFromMs = -Infinity
  let rolledUpMs = clock.monotonicMs()

  return async function turn(session: ArchiveSession): Promise<Halt | boolean> {
    const step = await forward(session)
    if (step.kind === 'halted') return step.halt
    if (step.kind === 'moved') standing.archived(step.committedTs)
    else standing.drained()
    const isFilling = progress.fill !== null
    const halt = (await hold(session)) ?? (await fillStep(context, session))
    if (halt) return halt
    const isBusy = isFilling || (step.kind === 'moved' && step.isBacklog)
    if (isBusy && !isRollupOverdue()) return false
    return (await rollUp(session)) && !isBusy
  }

  function isRollupOverdue(): boolean {
    const waitedMs = clock.monotonicMs() - rolledUpMs
    return waitedMs > rollupAtLeastEveryMs || progress.cells.size >= cellsMax
  }

  async function rollUp(session: ArchiveSession): Promise<boolean> {
    if (clock.monotonicMs() < rollupsFromMs) return true
    const result = await tryRollUp(rollUpStep, session)
    rolledUpMs = clock.monotonicMs()
    if (typeof result !== 'object') {
      standing.rollupsFailed(null)
      return result === 'idle'
    }
    standing.rollupsFailed(result)
    rollupsFromMs = clock.monotonicMs() + rollupPauseMs
    return true
  }
}

/** Rollups read before they write, so they fail by an exception as well. */
async function tryRollUp(
  rollUpStep: ReturnType<typeof createRollUp>,
  session: ArchiveSession,
): Promise<Failure | 'idle' | 'moved'> {
  try {
    const result = await rollUpStep(session)
    if (typeof result !== 'object') return result
    return { words: result.words, stop: result.kind === 'stopped' ? result.stop : null }
  } catch (error) {
    if (!(error instanceof ArchiveError)) throw error
    return { words: error.message, stop: error.stop }
  }
}

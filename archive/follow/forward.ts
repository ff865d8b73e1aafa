import type { ArchiveSession, Halt } from '../port.ts'
import type { ArchiveStop } from '../stops.ts'
import { collectFacts } from './collect.ts'
import { settleFacts, type ArchiveContext } from './context.ts'
import { createJournalReader } from './journal-reader.ts'

/** What one step found: nothing new, some batches forwarded, or why not. */
export type StepResult =
  | { kind: 'idle' }
  | {
      kind: 'moved'
      committedTs: number
      /** True where more is sure to be waiting. */
      isBacklog: boolean
    }
  | { kind: 'halted'; halt: Halt }

/** Carries the journal into the archive, one bounded step after another, in order. */
export function createForwarder(context: ArchiveContext) {
  const reader = createJournalReader(context.store)

  return async function forward(session: ArchiveSession): Promise<StepResult> {
    const { progress } = context
    const batches = await reader.take(progress.seq)
    const [first] = batches
    const last = batches.at(-1)
    if (!first || !last) return { kind: 'idle' }
    // The journal has caps; past them, what it dropped is filled in from the recent store. A hole
    // of another origin costs one back-fill that changes nothing.
    if (first.seq !== progress.seq + 1) startFill(context)

    const facts = await collectFacts(batches, context, session)
    reader.prefetch(last.seq)
    const halt = settleFacts(facts, await session.deliver(facts), context)
    if (halt) return { kind: 'halted', halt }
    progress.seq = last.seq
    return { kind: 'moved', committedTs: last.committed_ts, isBacklog: reader.isBacklog }
  }
}

/** Plans a back-fill of everything the recent store has; one that runs begins anew. */
export function startFill({ progress }: Pick<ArchiveContext, 'progress'>): void {
  progress.fill = {
    from: 0,
    to: Number.MAX_SAFE_INTEGER,
    stage: 'readings',
    device: '',
    cursor: null,
  }
}

/** Sends again what the recent store has, once a stop is over that the archive may have lost by. */
export function refill(
  context: Pick<ArchiveContext, 'progress'>,
  stop: ArchiveStop | null,
): boolean {
  if (!stop?.mayHaveLost || context.progress.seq === 0) return false
  startFill(context)
  return true
}

import type { ArchiveStop } from '#domain/operation/archive.ts'
import type { ArchiveLine } from '#archive/influx/archive-line.ts'
import type { ArchiveConnection } from '#archive/influx/connect.ts'
import { collectLines } from './collect.ts'
import { deliver, setAside, type ArchiveContext, type Halt } from './context.ts'
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

  return async function forward(connection: ArchiveConnection): Promise<StepResult> {
    const { progress } = context
    const batches = await reader.take(progress.seq)
    const [first] = batches
    const last = batches.at(-1)
    if (!first || !last) return { kind: 'idle' }
    // The journal has caps; past them, what it dropped is filled in from the recent store. A hole
    // of another origin costs one back-fill that changes nothing.
    if (first.seq !== progress.seq + 1) startFill(context)

    const { lines, unfit } = await collectLines(batches, context, connection)
    reader.prefetch(last.seq)
    const halt = await deliver(lines, context, { connection, archiveClass: 'raw' })
    if (halt) return { kind: 'halted', halt }
    setAside(unfit, context)
    touchCells(lines, context)
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

// A bucket that was deleted comes back empty; where every point was refused, the first of them went
// to quarantine before that was noticed.
const lossyStops: ReadonlySet<ArchiveStop> = new Set(['bucket_missing', 'refused_too_often'])

/** Sends again what the recent store has, once a stop is over that the archive may have lost by. */
export function refill(
  context: Pick<ArchiveContext, 'progress'>,
  stop: ArchiveStop | null,
): boolean {
  if (stop === null || !lossyStops.has(stop) || context.progress.seq === 0) return false
  startFill(context)
  return true
}

/** Notes the hours that these readings change. */
export function touchCells(
  lines: readonly ArchiveLine[],
  { progress, hourOf, plans }: ArchiveContext,
): void {
  for (const { channel, kind, device, ts } of lines) {
    if (channel !== 'reading' || !plans.has(kind)) continue
    progress.cells.add({ rollup: '1h', kind, device, ts: hourOf(ts) })
  }
}

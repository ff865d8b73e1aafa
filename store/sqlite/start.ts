import { join } from 'node:path'
import type { Clock } from '#domain/operation/clock.ts'
import type { Outcome } from '#domain/commit.ts'
import type { Fact } from '#domain/facts/fact.ts'
import { facts as allFacts } from '#domain/facts/index.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import { StoreError, type CommitResult, type Store, type UpgradeProgress } from '../store.ts'
import { createBatchEncoder, type BatchEncoder } from './encode-batch.ts'
import { blame, describeFailure, toStoreError } from './failure.ts'
import { createKindPlan } from './tables/kind-plan.ts'
import { createFactPlan } from './tables/fact-plan.ts'
import type { Tables, WriterRequest, WriterSetup } from './threads/messages.ts'
import { startQueries } from './start-queries.ts'
import { startThread } from './threads/thread.ts'
import type { Written } from './write/writer.ts'

export interface SqliteStoreOptions {
  /** The data folder; the store is `readings.db` in it. */
  folder: string
  kinds: readonly Kind[]
  /** What is stored beside readings; all that is declared where absent. */
  facts?: readonly Fact[]
  /** IANA name of the city's zone, for calendar days. */
  timeZone: string
  /** Stamps the batches. */
  clock: Clock
  /** Hears how an upgrade of a file of an earlier version goes on, before the promise resolves. */
  onUpgrade?: (progress: UpgradeProgress) => void
}

const writerScript = new URL('./threads/writer-thread.ts', import.meta.url)

/**
 * Starts the embedded store: one thread that writes, one that reads. Rejects when the file cannot
 * be opened or was written by a newer version. If the writing thread dies, every later commit
 * rejects as not recoverable and the process has to be restarted; what was committed stays.
 */
export async function startSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { folder, kinds, facts = allFacts, timeZone, clock } = options
  const setup: WriterSetup = {
    file: join(folder, 'readings.db'),
    plans: kinds.map(createKindPlan),
    facts: facts.map(createFactPlan),
  }
  const { thread: writer, ready } = await startThread<WriterRequest>(
    writerScript,
    setup,
    (progress) => options.onUpgrade?.(progress as UpgradeProgress),
  )
  const tables = ready as Tables
  const queries = await startQueries({ file: setup.file, ...tables, timeZone })
  const encode = createBatchEncoder(tables.tables)
  let closing: Promise<void> | undefined

  const encodeOrRefuse: BatchEncoder = (items) => {
    try {
      return encode(items)
    } catch (error) {
      const trials = items.map((item) => () => void encode([item]))
      throw toStoreError(describeFailure(blame(error, trials)))
    }
  }

  async function close(): Promise<void> {
    await queries.close()
    if (!writer.isDead()) await writer.request({ type: 'close' })
    await writer.terminate()
  }

  return {
    ...queries,
    async commit(items) {
      if (closing) throw new StoreError('the store is closed', { recoverable: false })
      const committedTs = clock.now()
      const batch = encodeOrRefuse(items)
      const request: WriterRequest = { type: 'commit', batch, committedTs }
      const written = await writer.request<Written>(request, [batch.cells.buffer])
      return toResult(written, items.length, committedTs)
    },
    prune: (limits) => writer.request({ type: 'prune', limits }),
    close: () => (closing ??= close()),
  }
}

function toResult(
  { seq, outcomes, merges }: Written,
  count: number,
  committedTs: number,
): CommitResult {
  const made = Array.from(outcomes ?? new Uint8Array(count)) as Outcome[]
  return { seq, committed_ts: committedTs, outcomes: made, merges }
}

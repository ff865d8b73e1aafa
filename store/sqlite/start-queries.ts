import { StoreError, type Store } from '../store.ts'
import type { QueryRequest, QuerySetup } from './threads/messages.ts'
import { startThread, type Thread } from './threads/thread.ts'

type QueryMethods = Pick<
  Store,
  | 'readJournal'
  | 'loadProjection'
  | 'listReadings'
  | 'foldReadings'
  | 'listRevisions'
  | 'listVerdicts'
  | 'listFacts'
  | 'loadUpgraded'
  | 'counts'
>

/** The reading half of the store: every method is a question to the query thread. */
export interface Queries extends QueryMethods {
  /** Answers what was asked already, then ends the thread. */
  close(): Promise<void>
}

const script = new URL('./threads/query-thread.ts', import.meta.url)

/** Starts the query thread. One that died (out of memory) is replaced at the next question. */
export async function startQueries(setup: QuerySetup): Promise<Queries> {
  const start = async () => (await startThread<QueryRequest>(script, setup)).thread
  let current: Thread<QueryRequest> | Promise<Thread<QueryRequest>> = await start()
  let closed = false

  async function liveThread(): Promise<Thread<QueryRequest>> {
    const thread = await current
    if (!thread.isDead()) return thread
    if (current === thread) current = start()
    return current
  }

  async function ask<Value>(name: string, ...args: readonly unknown[]): Promise<Value> {
    if (closed) throw new StoreError('the store is closed', { recoverable: false })
    const thread = await liveThread()
    return JSON.parse(await thread.request<string>({ name, args })) as Value
  }

  return {
    readJournal: (...args) => ask('readJournal', ...args),
    loadProjection: (...args) => ask('loadProjection', ...args),
    listReadings: (...args) => ask('listReadings', ...args),
    foldReadings: (...args) => ask('foldReadings', ...args),
    listRevisions: (...args) => ask('listRevisions', ...args),
    listVerdicts: (...args) => ask('listVerdicts', ...args),
    listFacts: (...args) => ask('listFacts', ...args),
    loadUpgraded: () => ask('loadUpgraded'),
    counts: () => ask('countRows'),
    async close() {
      closed = true
      const thread = await current
      if (!thread.isDead()) await thread.request({ name: 'close', args: [] })
      await thread.terminate()
    },
  }
}

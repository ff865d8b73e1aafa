import type { Batch } from '../batch.ts'
import type { Failure } from '../failure.ts'
import type { FactPlan } from '../tables/fact-plan.ts'
import type { FactTable } from '../tables/fact-table.ts'
import type { KindPlan } from '../tables/kind-plan.ts'
import type { KindTable } from '../tables/reading-table.ts'
import type { PruneLimits } from '../../store.ts'

/** What the writer thread is started with, and what it is asked. */
export interface WriterSetup {
  file: string
  plans: readonly KindPlan[]
  facts: readonly FactPlan[]
}

/** The tables of a file, once they fit the plans. */
export interface Tables {
  tables: readonly KindTable[]
  facts: readonly FactTable[]
}
export type WriterRequest =
  | { type: 'commit'; batch: Batch; committedTs: number }
  | { type: 'prune'; limits: PruneLimits }
  | { type: 'close' }

/** What the query thread is started with, and what it is asked. */
export interface QuerySetup extends Tables {
  file: string
  timeZone: string
}
export interface QueryRequest {
  name: string
  args: readonly unknown[]
}

/** Every request gets one reply with its id. Id 0 belongs to the start of the thread. */
export interface Envelope<Request> {
  id: number
  request: Request
}
export type Reply =
  /** Before the start is through. */
  | { id: 0; progress: unknown }
  | { id: number; ok: true; value: unknown }
  | { id: number; ok: false; failure: Failure & { name: string } }

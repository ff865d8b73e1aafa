import type { Act } from '#domain/access/act.ts'
import type { Clock } from '#domain/operation/clock.ts'
import type { AccountTables } from '#store/accounts/open-tables.ts'
import type { Attempts } from './attempts/attempts.ts'
import type { AccountLimits } from './limits.ts'
import type { HashGate } from './passwords/hash-gate.ts'
import type { People } from './people/people.ts'
import type { Sessions } from './sessions/sessions.ts'

/** An act before it has a time. */
export type NewAct = Omit<Act, 'ts'>

/** What the parts of the accounts share. */
export interface Parts {
  tables: AccountTables
  clock: Clock
  limits: AccountLimits
  people: People
  sessions: Sessions
  attempts: Attempts
  gate: HashGate
  /** Hashes a new password at today's costs. */
  hash(password: string): Promise<string>
  /** A change and the entries about it in one transaction. */
  record(work: Parameters<AccountTables['write']>[0], ...acts: readonly NewAct[]): void
  /** An entry about something that changed nothing, once the answer is on its way. */
  recordLater(act: NewAct): void
  /** Writes what still waits. */
  recordWaiting(): void
  tellEnded(): void
}

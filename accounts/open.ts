import type { Clock } from '#domain/operation/clock.ts'
import { openAccountTables } from '#store/accounts/open-tables.ts'
import type { Accounts } from './accounts.ts'
import { createAttempts } from './attempts/attempts.ts'
import { createKeys } from './keys.ts'
import { accountLimits, type AccountLimits } from './limits.ts'
import { createLogIn } from './log-in/log-in.ts'
import { createOwnPassword } from './log-in/own-password.ts'
import { createSetUp } from './log-in/set-up.ts'
import { foldName } from './names.ts'
import type { NewAct, Parts } from './parts.ts'
import { createHashGate } from './passwords/hash-gate.ts'
import { hashPassword } from './passwords/hash.ts'
import { createPeopleChanges } from './people/change-people.ts'
import { createPeople, describePerson, principalOf, type StoredPerson } from './people/people.ts'
import { pruneActs } from './prune-acts.ts'
import { createSessions } from './sessions/sessions.ts'

export interface AccountsOptions {
  /** `registry.db` of the data folder. */
  file: string
  clock: Clock
  limits?: Partial<AccountLimits>
  /** Told where something could not be written that no caller waits for. */
  onTrouble?: (error: unknown) => void
}

/** Opens people, sessions and keys of a data folder; throws where the file cannot be opened. */
export function openAccounts(options: AccountsOptions): Accounts {
  const listeners = new Set<() => void>()
  const parts = createParts(options, listeners)
  const { tables, people, sessions } = parts
  const describe = (person: StoredPerson | undefined) => person && describePerson(person)
  return {
    ...createPeopleChanges(parts),
    ...createSetUp(parts),
    ...createLogIn(parts),
    ...createOwnPassword(parts),
    ...createKeys(parts),
    findSession(token) {
      const session = sessions.find(token)
      const person = session && people.find(session.person)
      if (!session || !person) return undefined
      return { ...principalOf(person), session: session.id }
    },
    hasPerson: () => people.count() > 0,
    listSessions: sessions.list,
    findSessionById: sessions.findById,
    endSessions(ids, by) {
      const ended = ids.flatMap((id) => sessions.findById(id) ?? [])
      if (ended.length === 0) return
      const actFor = (person: string) =>
        by.id === person ? ('logged_out' as const) : ('session_revoked' as const)
      parts.record(
        (change) => {
          for (const { id } of ended) change.endSession(id)
        },
        ...ended.map(({ id, person, address, agent }) => ({
          act: actFor(person),
          by,
          subject: { id, name: people.find(person)?.name ?? person },
          before: { address, agent },
          after: null,
        })),
      )
      for (const { id } of ended) sessions.drop(id)
      parts.tellEnded()
    },
    listPeople: () => people.list().map(describePerson),
    findPerson: (id) => describe(people.find(id)),
    findPersonByName: (name) => describe(people.findByName(foldName(name))),
    listActs: tables.listActs,
    recordAct: (act) => parts.record(() => undefined, act),
    pruneActs: (beforeTs) => pruneActs(parts, beforeTs),
    onEnded(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close() {
      try {
        parts.recordWaiting()
        sessions.saveAll()
      } finally {
        tables.close()
      }
    },
  }
}

function createParts(options: AccountsOptions, listeners: ReadonlySet<() => void>): Parts {
  const { file, clock } = options
  const limits: AccountLimits = { ...accountLimits, ...options.limits }
  const tables = openAccountTables(file)
  const people = createPeople(tables)
  const sessions = createSessions(tables, clock, limits)
  const attempts = createAttempts(clock)
  for (const { person, address } of sessions.list()) {
    const name = people.find(person)?.name
    if (name !== undefined) attempts.know(name, address)
  }
  const record: Parts['record'] = (work, ...acts) => {
    tables.write((change) => {
      work(change)
      for (const act of acts) change.append({ ts: clock.now(), ...act })
    })
  }
  return {
    tables,
    clock,
    limits,
    people,
    sessions,
    attempts,
    record,
    ...createRecordLater(record, options.onTrouble),
    gate: createHashGate(limits),
    hash: hashPassword,
    tellEnded() {
      for (const listener of listeners) listener()
    },
  }
}

/** Entries that are written once the answer is on its way; one transaction for all that wait. */
function createRecordLater(
  record: Parts['record'],
  onTrouble: AccountsOptions['onTrouble'],
): Pick<Parts, 'recordLater' | 'recordWaiting'> {
  let waiting: NewAct[] = []
  const recordWaiting = () => {
    const acts = waiting
    waiting = []
    try {
      if (acts.length > 0) record(() => undefined, ...acts)
    } catch (error) {
      onTrouble?.(error)
    }
  }
  return {
    recordWaiting,
    recordLater(act) {
      if (waiting.length === 0) setImmediate(recordWaiting)
      waiting.push(act)
    },
  }
}

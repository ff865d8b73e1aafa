import { randomUUID } from 'node:crypto'
import type { Clock } from '#domain/operation/clock.ts'
import type { AccountTables } from '#store/accounts/open-tables.ts'
import { createSecret, hashSecret } from '#store/registry/secret.ts'
import type { Place } from '../accounts.ts'
import type { AccountLimits } from '../limits.ts'
import { createAge } from './age.ts'
import {
  createSessionMemory,
  describeSession,
  isOpen,
  rowOf,
  type FixedSession,
  type OpenSession,
} from './session-memory.ts'

/** A browser's name for itself may be pages long; this much tells a phone from a PC. */
const agentMax = 200

/** All open sessions: in memory to be found, in their table to survive. */
export function createSessions(tables: AccountTables, clock: Clock, limits: AccountLimits) {
  const memory = createSessionMemory()
  for (const { age_ms, used_age_ms, seen_ts, ...row } of tables.listSessions()) {
    memory.add({ row, age: createAge({ age_ms, used_age_ms, seen_ts }, clock, limits) })
  }

  const save = (open: OpenSession) => {
    try {
      tables.write((change) => change.putSession(rowOf(open)))
    } catch {
      // A full disk locks nobody out: it is written with the next use that can be.
    }
  }

  return {
    /** By the token of a cookie; counts as use. */
    find(token: string): FixedSession | undefined {
      const open = memory.findByToken(token)
      if (!open || !isOpen(open)) return undefined
      if (open.age.use()) save(open)
      return open.row
    },
    list: (person?: string) =>
      memory
        .list(person)
        .filter(isOpen)
        .map((open) => describeSession(open, clock)),
    findById(id: string) {
      const open = memory.find(id)
      return open && isOpen(open) ? describeSession(open, clock) : undefined
    },
    /** A new session, and those that it ends: over long ago, or one too many. */
    prepare(person: string, place: Place) {
      const { token, open } = createSession(person, place, { clock, limits })
      const over = memory.list().filter((other) => !isOpen(other))
      const tooMany = memory
        .list(person)
        .filter(isOpen)
        .toSorted((a, b) => a.age.unusedMs() - b.age.unusedMs())
        .slice(limits.sessionsPerPerson - 1)
      const ended = [...over, ...tooMany].map(({ row }) => row.id)
      const commit = () => {
        for (const id of ended) memory.drop(id)
        memory.add(open)
      }
      /** `commit` once it is on disk. */
      return { token, id: open.row.id, row: rowOf(open), ended, commit }
    },
    drop: memory.drop,
    /** Writes how old each is now: the next start goes on from there. */
    saveAll(): void {
      tables.write((change) => {
        for (const open of memory.list()) {
          if (isOpen(open)) change.putSession(rowOf(open))
          else change.endSession(open.row.id)
        }
      })
    },
  }
}

function createSession(
  person: string,
  { address, agent }: Place,
  { clock, limits }: { clock: Clock; limits: AccountLimits },
) {
  const token = createSecret()
  const begun_ts = clock.now()
  const row: FixedSession = {
    id: randomUUID(),
    token_hash: hashSecret(token),
    person,
    begun_ts,
    address,
    agent: agent.replaceAll(/[\p{Cc}\p{Cf}]/gu, '').slice(0, agentMax),
  }
  const fresh = { age_ms: 0, used_age_ms: 0, seen_ts: begun_ts }
  const open: OpenSession = { row, age: createAge(fresh, clock, limits) }
  return { token, open }
}

export type Sessions = ReturnType<typeof createSessions>

import type { Clock } from '#domain/operation/clock.ts'
import type { SessionRow } from '#store/accounts/rows.ts'
import { hashSecret } from '#store/registry/secret.ts'
import type { KnownSession } from '../accounts.ts'
import type { Age } from './age.ts'

/** What never changes of a session. */
export type FixedSession = Omit<SessionRow, 'age_ms' | 'used_age_ms' | 'seen_ts'>

export interface OpenSession {
  row: FixedSession
  age: Age
}

const keyOf = (hash: Uint8Array) => Buffer.from(hash).toString('base64url')

export const isOpen = ({ age }: OpenSession): boolean => !age.isOver()

/** As stored; from now on it counts as written. */
export const rowOf = ({ row, age }: OpenSession): SessionRow => ({ ...row, ...age.save() })

/** As its owner sees it. */
export const describeSession = ({ row, age }: OpenSession, clock: Clock): KnownSession => ({
  id: row.id,
  person: row.person,
  begun_ts: row.begun_ts,
  used_ts: Math.round(clock.now() - age.unusedMs()),
  expires_ts: Math.round(clock.now() + age.leftMs()),
  address: row.address,
  agent: row.agent,
})

/** Sessions by their id, and by the hash of their token. */
export function createSessionMemory() {
  const byId = new Map<string, OpenSession>()
  const byHash = new Map<string, OpenSession>()
  return {
    add(open: OpenSession): void {
      byId.set(open.row.id, open)
      byHash.set(keyOf(open.row.token_hash), open)
    },
    drop(id: string): void {
      const open = byId.get(id)
      if (open) byHash.delete(keyOf(open.row.token_hash))
      byId.delete(id)
    },
    find: (id: string) => byId.get(id),
    // Of 256 random bits: the time that a lookup takes says nothing about the token.
    findByToken: (token: string) => byHash.get(keyOf(hashSecret(token))),
    list: (person?: string): OpenSession[] =>
      [...byId.values()].filter(({ row }) => person === undefined || row.person === person),
  }
}

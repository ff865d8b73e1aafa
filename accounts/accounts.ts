import type { Act, Actor, StoredAct } from '#domain/access/act.ts'
import type { Capability } from '#domain/access/capabilities.ts'
import type { AccessKey, Person, PersonPrincipal } from '#domain/access/principal.ts'
import type { Role } from '#domain/access/roles.ts'
import type { Refusal } from '#domain/words/refusal.ts'
import type { ActQuery } from '#store/accounts/open-tables.ts'

/** A person as administrators see them. */
export interface KnownPerson extends Person {
  created_ts: number
  disabled: boolean
  /** False for somebody simulated. */
  has_password: boolean
  /** True where somebody else chose the password: nothing else may be done before it is changed. */
  password_to_change: boolean
}

/** A session as its owner sees it. */
export interface KnownSession {
  id: string
  person: string
  begun_ts: number
  used_ts: number
  /** When it ends if it is not used before. */
  expires_ts: number
  address: string
  /** What the browser calls itself. */
  agent: string
}

export interface KnownKey extends AccessKey {
  issued_ts: number
  issued_by: string
}

/** A session that has just begun; the token is nowhere else. */
export interface BegunSession {
  token: string
  id: string
}

/** Where a log-in comes from. */
export interface Place {
  address: string
  agent: string
}

export interface NewPerson {
  name: string
  display_name: string
  roles: readonly Role[]
  /** Absent: one is made up, and given back this once. */
  password?: string | undefined
}

export interface PersonPatch {
  display_name?: string | undefined
  roles?: readonly Role[] | undefined
  disabled?: boolean | undefined
  password?: string | undefined
}

/** A refusal that passes with time. */
export interface Throttled extends Refusal {
  retryAfterMs: number
}

/**
 * People, their sessions and the keys of machines. Lookups come from memory. A change and the
 * entry about it are on disk, in one transaction, before its call resolves; a failing disk throws.
 */
export interface Accounts {
  /** The person and session of a cookie's token; undefined for nobody's. Counts as use. */
  findSession(token: string): Omit<PersonPrincipal, 'who'> | undefined
  findKey(token: string): AccessKey | undefined

  hasPerson(): boolean
  /** What the set-up link holds while no person exists; null once one does. */
  setUpToken(): string | null
  /** Makes the first person, with all roles, and logs them in. */
  setUp(
    token: string,
    person: { name: string; display_name: string; password: string },
    place: Place,
  ): Promise<BegunSession | Refusal | Throttled>

  logIn(name: string, password: string, place: Place): Promise<BegunSession | Refusal | Throttled>
  /** Begins a session without a password, for the simulated city alone. */
  logInSimulated(place: Place): BegunSession
  listSessions(person?: string): KnownSession[]
  findSessionById(id: string): KnownSession | undefined
  /** Ends sessions; `logged_out` where people leave themselves. */
  endSessions(ids: readonly string[], by: Actor): void

  listPeople(): KnownPerson[]
  findPerson(id: string): KnownPerson | undefined
  findPersonByName(name: string): KnownPerson | undefined
  addPerson(
    person: NewPerson,
    by: Actor,
  ): Promise<{ person: KnownPerson; password?: string } | Refusal>
  /** Disabling somebody and giving them a new password ends their sessions. */
  changePerson(id: string, patch: PersonPatch, by: Actor): Promise<KnownPerson | Refusal>
  /** A password made up for somebody who lost theirs. */
  resetPassword(id: string, by: Actor): Promise<{ password: string } | Refusal>
  /** By the person; their other sessions end. */
  changeOwnPassword(
    own: { person: string; session: string },
    passwords: { current: string; next: string },
    by: Actor,
  ): Promise<KnownPerson | Refusal | Throttled>

  listKeys(): KnownKey[]
  addKey(
    key: { name: string; capabilities: readonly Capability[] },
    by: Actor,
  ): { key: KnownKey; secret: string } | Refusal
  endKey(id: string, by: Actor): KnownKey | Refusal

  /** Newest first. */
  listActs(query: ActQuery): StoredAct[]
  /** Writes down what somebody did elsewhere: on disk before the call returns. */
  recordAct(act: Omit<Act, 'ts'>): void
  /**
   * Deletes acts from before a time, and tells of it in an act; returns how many. A chain that begins
   * later is still a chain: the newest deleted one's hash is kept.
   */
  pruneActs(beforeTs: number): number
  /** Told after a session, a person or a key ended or changed. */
  onEnded(listener: () => void): () => void
  close(): void
}

import { randomUUID } from 'node:crypto'
import type { Actor } from '#domain/access/act.ts'
import { roles as allRoles } from '#domain/access/roles.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import type { Accounts, NewPerson, PersonPatch } from '../accounts.ts'
import { parseDisplayName, parseName } from '../names.ts'
import type { Parts } from '../parts.ts'
import { makePassword } from '../passwords/make-password.ts'
import { refuseWeak } from '../passwords/refuse-weak.ts'
import { auditedPerson, describePerson, toRow, type StoredPerson } from './people.ts'

type Changes = Pick<Accounts, 'addPerson' | 'changePerson' | 'resetPassword'>

const unknown = (id: string): Refusal => ({
  code: 'person_unknown',
  detail: `${id} という利用者はいません / no such person`,
})

const lastAdmin: Refusal = {
  code: 'last_admin',
  detail:
    '管理者がいなくなります。先に別の利用者を管理者にしてください / ' +
    'No administrator would be left: make somebody else one first',
}

const taken = (name: string): Refusal => ({
  code: 'person_exists',
  detail: `${name} は使われています / is somebody's name already`,
})

const full = (max: number): Refusal => ({
  code: 'person_exists',
  detail: `${max}人まで登録できます / at most ${max} people`,
})

/** A person as they will be stored, checked, without a password yet. */
export function preparePerson(
  { people, clock, limits }: Parts,
  { name: given, display_name, roles }: NewPerson,
): StoredPerson | Refusal {
  const name = parseName(given)
  if (typeof name !== 'string') return name
  const shown = parseDisplayName(display_name)
  if (typeof shown !== 'string') return shown
  if (people.findByName(name)) return taken(name)
  if (people.count() >= limits.people) return full(limits.people)
  return {
    id: randomUUID(),
    name,
    display_name: shown,
    roles: allRoles.filter((role) => roles.includes(role)),
    password_hash: null,
    password_is_own: false,
    created_ts: clock.now(),
    disabled_ts: null,
  }
}

/** The hash of a password that somebody may have, or why they may not. */
export async function hashFor(
  { gate, hash }: Parts,
  person: Pick<StoredPerson, 'name' | 'display_name'>,
  password: string,
): Promise<string | Refusal> {
  return refuseWeak(password, [person.name, person.display_name]) ?? gate(() => hash(password))
}

/** What administrators do to people; each in one transaction with its entry. */
export function createPeopleChanges(parts: Parts): Changes {
  const { people, sessions, clock } = parts

  const save = (before: StoredPerson | null, after: StoredPerson, by: Actor) => {
    const endsSessions =
      before !== null &&
      (after.disabled_ts !== null || after.password_hash !== before.password_hash)
    const ended = endsSessions ? sessions.list(after.id).map(({ id }) => id) : []
    parts.record(
      (change) => {
        change.putPerson(toRow(after))
        for (const id of ended) change.endSession(id)
      },
      ...actsOf(before, after, by),
    )
    people.put(after)
    for (const id of ended) sessions.drop(id)
    if (before !== null) parts.tellEnded()
    return describePerson(after)
  }

  const addPerson = async (wanted: NewPerson, by: Actor) => {
    const password = wanted.password ?? makePassword()
    const checked = preparePerson(parts, wanted)
    if (isRefusal(checked)) return checked
    const password_hash = await hashFor(parts, checked, password)
    if (typeof password_hash !== 'string') return password_hash
    // Somebody else may have taken the name while the password was hashed.
    if (people.findByName(checked.name)) return taken(checked.name)
    const person = save(null, { ...checked, password_hash }, by)
    return wanted.password === undefined ? { person, password } : { person }
  }

  const changePerson = async (id: string, patch: PersonPatch, by: Actor) => {
    const asked = people.find(id)
    if (!asked) return unknown(id)
    const hashed =
      patch.password === undefined ? undefined : await hashFor(parts, asked, patch.password)
    if (typeof hashed === 'object') return hashed
    // As of now: another change may have come while the password was hashed.
    const before = people.find(id) ?? asked
    const after = applyPatch(before, patch, clock.now())
    if (isRefusal(after)) return after
    if (people.isLastAdmin(before, after)) return lastAdmin
    const password = hashed === undefined ? {} : { password_hash: hashed, password_is_own: false }
    return save(before, { ...after, ...password }, by)
  }

  return {
    addPerson,
    changePerson,
    async resetPassword(id, by) {
      const password = makePassword()
      const changed = await changePerson(id, { password, disabled: false }, by)
      return isRefusal(changed) ? changed : { password }
    },
  }
}

function applyPatch(
  before: StoredPerson,
  { display_name, roles, disabled }: PersonPatch,
  now: number,
): StoredPerson | Refusal {
  const shown = display_name === undefined ? before.display_name : parseDisplayName(display_name)
  if (typeof shown !== 'string') return shown
  const wanted = roles ?? before.roles
  const since = before.disabled_ts ?? now
  return {
    ...before,
    display_name: shown,
    roles: allRoles.filter((role) => wanted.includes(role)),
    disabled_ts: (disabled ?? before.disabled_ts !== null) ? since : null,
  }
}

/** One entry for what others may see of the person, one for a new password. */
function actsOf(before: StoredPerson | null, after: StoredPerson, by: Actor) {
  const subject = { id: after.id, name: after.name }
  const [was, is] = [before && auditedPerson(before), auditedPerson(after)]
  const act = before === null ? ('person_added' as const) : ('person_changed' as const)
  const hasNewPassword = before !== null && before.password_hash !== after.password_hash
  const isChanged = JSON.stringify(was) !== JSON.stringify(is)
  return [
    ...(isChanged ? [{ act, by, subject, before: was, after: is }] : []),
    ...(hasNewPassword
      ? [{ act: 'password_changed' as const, by, subject, before: null, after: null }]
      : []),
  ]
}

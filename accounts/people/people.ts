import type { AccountTables } from '#store/accounts/open-tables.ts'
import type { PersonRow } from '#store/accounts/rows.ts'
import type { Person } from '#domain/access/principal.ts'
import { isRole, type Role } from '#domain/access/roles.ts'
import type { KnownPerson } from '../accounts.ts'

/** A person as kept in memory. */
export interface StoredPerson extends Person {
  password_hash: string | null
  password_is_own: boolean
  created_ts: number
  disabled_ts: number | null
}

/** A role of a newer version is left out: it grants nothing here. */
const parseRoles = (text: string): Role[] => (JSON.parse(text) as unknown[]).filter(isRole)

const fromRow = ({ roles, password_is_own, ...row }: PersonRow): StoredPerson => ({
  ...row,
  roles: parseRoles(roles),
  password_is_own: password_is_own === 1,
})

/** As stored. */
export const toRow = ({ roles, password_is_own, ...person }: StoredPerson): PersonRow => ({
  ...person,
  roles: JSON.stringify(roles),
  password_is_own: password_is_own ? 1 : 0,
})

/** As administrators see them. */
export const describePerson = (person: StoredPerson): KnownPerson => ({
  id: person.id,
  name: person.name,
  display_name: person.display_name,
  roles: person.roles,
  created_ts: person.created_ts,
  disabled: person.disabled_ts !== null,
  has_password: person.password_hash !== null,
  password_to_change: mustChangePassword(person),
})

const mustChangePassword = ({ password_hash, password_is_own }: StoredPerson): boolean =>
  password_hash !== null && !password_is_own

/** As every request of theirs is judged. */
export const principalOf = (person: StoredPerson) => ({
  person: {
    id: person.id,
    name: person.name,
    display_name: person.display_name,
    roles: person.roles,
  },
  mustChangePassword: mustChangePassword(person),
})

/** What the audit shows of a person: nothing that helps to log in as them. */
export const auditedPerson = ({ name, display_name, roles, disabled_ts }: StoredPerson) => ({
  name,
  display_name,
  roles,
  disabled: disabled_ts !== null,
})

const isActiveAdmin = ({ roles, disabled_ts }: StoredPerson) =>
  disabled_ts === null && roles.includes('admin')

/** All people in memory; they are never deleted, so that what they did keeps its name. */
export function createPeople(tables: AccountTables) {
  const byId = new Map<string, StoredPerson>()
  const idByName = new Map<string, string>()
  const put = (person: StoredPerson) => {
    byId.set(person.id, person)
    idByName.set(person.name, person.id)
  }
  for (const row of tables.listPeople()) put(fromRow(row))

  const list = () => [...byId.values()].toSorted((a, b) => a.created_ts - b.created_ts)
  return {
    put,
    list,
    count: () => byId.size,
    find: (id: string) => byId.get(id),
    /** By the folded name. */
    findByName: (name: string) => byId.get(idByName.get(name) ?? ''),
    /** True where the city would have nobody left who manages people. */
    isLastAdmin: (before: StoredPerson, after: StoredPerson) =>
      isActiveAdmin(before) &&
      !isActiveAdmin(after) &&
      !list().some((other) => other.id !== before.id && isActiveAdmin(other)),
  }
}

export type People = ReturnType<typeof createPeople>

import type { KnownPerson } from '#accounts/accounts.ts'
import { isRole, type Role } from '#domain/access/roles.ts'
import type { Refusal } from '#domain/words/refusal.ts'

/** Path of these requests on the admin socket. */
export const peoplePath = '/people'

/** One command of `npm run person`, as it travels through the admin socket. */
export type PeopleRequest =
  | { command: 'list' }
  | { command: 'add'; name: string; display_name: string; roles: readonly Role[] }
  | { command: 'reset' | 'disable' | 'enable'; name: string }

export type PeopleAnswer =
  | { ok: true; people: KnownPerson[] }
  /** `password` only where one was made up. */
  | { ok: true; person: KnownPerson; password?: string }
  | { ok: false; refusal: Refusal }

const byName = ['reset', 'disable', 'enable'] as const

const invalid = (detail: string): Refusal => ({ code: 'query_invalid', detail })

/** Reads a request; what a name may hold is the accounts' business. */
export function parsePeopleRequest(body: unknown): PeopleRequest | Refusal {
  if (typeof body !== 'object' || body === null) return invalid('not an object')
  const { command, name, display_name, roles } = body as Record<string, unknown>
  if (command === 'list') return { command }
  if (typeof name !== 'string') return invalid('name missing')
  const known = byName.find((word) => word === command)
  if (known) return { command: known, name }
  if (command !== 'add') return invalid('unknown command')
  if (typeof display_name !== 'string') return invalid('display_name missing')
  return isRoleList(roles)
    ? { command, name, display_name, roles }
    : invalid('roles: a list of roles')
}

const isRoleList = (value: unknown): value is Role[] =>
  Array.isArray(value) && value.length > 0 && value.every(isRole)

import type { Accounts, KnownPerson, NewPerson } from '#accounts/accounts.ts'
import type { Actor } from '#domain/access/act.ts'
import { isRefusal } from '#domain/words/refusal.ts'

const by: Actor = { sort: 'command', id: null, name: '', address: 'local' }

/** Somebody who has logged in before and chose this password then. */
export async function addOwnPerson(
  accounts: Accounts,
  { password, ...wanted }: NewPerson & { password: string },
): Promise<KnownPerson> {
  const { person, password: made = '' } = get(await accounts.addPerson(wanted, by))
  const { token } = get(await accounts.logIn(person.name, made, { address: 'local', agent: '' }))
  const session = accounts.findSession(token)?.session ?? ''
  const own = { person: person.id, session }
  const changed = get(await accounts.changeOwnPassword(own, { current: made, next: password }, by))
  accounts.endSessions([session], by)
  return changed
}

function get<T extends object>(result: T): Exclude<T, { code: unknown }> {
  if (isRefusal(result)) throw new Error(result.detail)
  return result as Exclude<T, { code: unknown }>
}

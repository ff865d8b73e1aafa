import type { Accounts } from '#accounts/accounts.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { byCommand } from '../by-command.ts'
import { parsePeopleRequest, type PeopleAnswer, type PeopleRequest } from './protocol.ts'

const refused = (refusal: Refusal): PeopleAnswer => ({ ok: false, refusal })

/** Carries a command out, the same with a running server and without one. */
export async function executePeople(accounts: Accounts, body: unknown): Promise<PeopleAnswer> {
  const request = parsePeopleRequest(body)
  if (isRefusal(request)) return refused(request)
  if (request.command === 'list') return { ok: true, people: accounts.listPeople() }
  if (request.command === 'add') {
    const added = await accounts.addPerson(request, byCommand)
    return isRefusal(added) ? refused(added) : { ok: true, ...added }
  }
  return changeByName(accounts, request)
}

async function changeByName(
  accounts: Accounts,
  { command, name }: Extract<PeopleRequest, { command: 'reset' | 'disable' | 'enable' }>,
): Promise<PeopleAnswer> {
  const id = accounts.findPersonByName(name)?.id ?? name
  if (command !== 'reset') {
    const changed = await accounts.changePerson(id, { disabled: command === 'disable' }, byCommand)
    return isRefusal(changed) ? refused(changed) : { ok: true, person: changed }
  }
  const reset = await accounts.resetPassword(id, byCommand)
  if (isRefusal(reset)) return refused(reset)
  const person = accounts.findPerson(id)
  if (!person) throw new Error(`Person ${id} vanished`)
  return { ok: true, person, ...reset }
}

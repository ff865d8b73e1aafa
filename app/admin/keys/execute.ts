import type { Accounts } from '#accounts/accounts.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { byCommand } from '../by-command.ts'
import { parseKeysRequest, type KeysAnswer } from './protocol.ts'

const refused = (refusal: Refusal): KeysAnswer => ({ ok: false, refusal })

/** Carries a command out, the same with a running server and without one. */
export function executeKeys(accounts: Accounts, body: unknown): KeysAnswer {
  const request = parseKeysRequest(body)
  if (isRefusal(request)) return refused(request)
  if (request.command === 'list') return { ok: true, keys: accounts.listKeys() }
  if (request.command === 'add') {
    const added = accounts.addKey(request, byCommand)
    return isRefusal(added) ? refused(added) : { ok: true, ...added }
  }
  const { name } = request
  const id = accounts.listKeys().find((key) => key.name === name)?.id ?? name
  const ended = accounts.endKey(id, byCommand)
  return isRefusal(ended) ? refused(ended) : { ok: true, key: ended }
}

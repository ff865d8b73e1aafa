import type { Accounts } from '#accounts/accounts.ts'
import { operatorKey } from '#domain/access/principal.ts'
import type { Audit } from '#domain/words/audit.ts'
import type { Registry } from '#store/registry/registry.ts'

import { byCommand } from './by-command.ts'

/** Path of this request on the admin socket. */
export const operatorPath = '/operator'

export interface OperatorAnswer {
  ok: true
  /** With the new token in it; the one before it has ended. */
  link: string
}

/** The page's address with a token: its part after `#` never leaves the browser. */
export const operatorLink = (url: string, token: string): string => `${url}/#token=${token}`

/** Makes a new operator link, the same with a running city and without one. */
export function renewOperator(
  { registry, accounts, audit }: { registry: Registry; accounts: Accounts; audit: Audit },
  url: string,
): OperatorAnswer {
  const link = operatorLink(url, registry.createOperatorToken())
  accounts.recordAct({
    act: 'operator_renewed',
    by: byCommand,
    subject: { id: operatorKey.id, name: operatorKey.name },
    before: null,
    after: null,
  })
  audit.write({ address: 'local', who: '', code: 'operator_renewed', detail: 'by hand' })
  return { ok: true, link }
}

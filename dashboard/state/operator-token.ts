import { signal } from '@preact/signals'
import { refuseAccess, type Principal } from '#domain/access/decide.ts'
import type { PageInfo } from '../pages.ts'

const storageKey = 'machimori.operator-token'

function readStored(): string | null {
  try {
    return sessionStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** The operator's token for this tab; never in the address, never kept beyond the session. */
export const operatorToken = signal<string | null>(readStored())

/** Takes the token out of a printed link (`/#token=…`) before anything else can read it. */
export function takeTokenFromAddress(): void {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (!token) return
  history.replaceState(null, '', location.pathname + location.search)
  operatorToken.value = token
  try {
    sessionStorage.setItem(storageKey, token)
  } catch {
    // Without storage the token lives until the page is closed.
  }
}

/** Whether the reader may see a page, by the rule of the server, which applies it again. */
export function mayOpen({ needs }: PageInfo): boolean {
  // Whoever got as far as this page may read the city, as from the server's own machine.
  const reader: Principal =
    operatorToken.value === null ? { who: 'anonymous', local: true } : { who: 'operator' }
  return refuseAccess(needs, reader) === undefined
}

import { signal } from '@preact/signals'
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

/** Whether the reader may see a page; the server decides again with every request. */
export function mayOpen({ needs }: PageInfo): boolean {
  return needs === undefined || operatorToken.value !== null
}

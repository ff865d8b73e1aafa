import { computed, signal } from '@preact/signals'
import type { Capability } from '#domain/access/capabilities.ts'
import type { SessionResource } from '#domain/wire/session.ts'
import type { PageInfo } from '../pages.ts'
import { lostPerson } from './lost-person.ts'
import { loadJson, RequestError, send } from './request.ts'

/** Who reads this page, as the server sees it; null while nobody is signed in. */
export const reader = signal<SessionResource | null>(null)

/**
 * Why nobody is signed in, where there is more to tell than that: the link was wrong, its session
 * ended, or the way here is not safe enough for a token.
 */
export type SignInTrouble = 'link_wrong' | 'session_ended' | 'tls_needed' | 'origin_forbidden'
export const signInTrouble = signal<SignInTrouble | { failed: string } | null>(null)

/** Whether the reader may do something, by the rule of the server, which applies it again. Reads signals. */
export const may = (capability: Capability) =>
  reader.value?.capabilities.includes(capability) ?? false

/** True for the staff of the city, false for somebody who sees its public part only. */
export const readsAll = computed(() => may('city.read'))
/** True where a session can be left. */
export const isSignedIn = computed(() => (reader.value?.person ?? null) !== null)
/** True for somebody who logged in under their own name. */
export const isPerson = computed(() => (reader.value?.person?.roles.length ?? 0) > 0)
export const mayReadQuarantine = computed(() => may('quarantine.read'))

/** Whether the reader may see a page, by the rule of the server, which applies it again. */
export const mayOpen = ({ needs }: PageInfo): boolean => needs === 'public' || may(needs)

/** Takes the token out of a printed link (`/#token=…`) before anything else can read it. */
export function takeTokenFromAddress(): string | null {
  const token = new URLSearchParams(location.hash.slice(1)).get('token')
  if (token) history.replaceState(null, '', location.pathname + location.search)
  return token
}

/** Of the link that makes the first administrator, until it is used. */
export const setUpToken = signal<string | null>(null)

/** Takes a printed set-up link (`/#setup=…`) out of the address, as with the operator's. */
export function takeSetUpFromAddress(): boolean {
  const token = new URLSearchParams(location.hash.slice(1)).get('setup')
  if (!token) return false
  setUpToken.value = token
  history.replaceState(null, '', location.pathname + location.search)
  return true
}

/**
 * Asks the server who reads; without a session and a public part nobody does. Whoever loses a
 * session that their password began stays the reader: they are asked for it over their page.
 */
export async function loadReader(): Promise<void> {
  const asked = await askReader()
  if (isLeaving) return
  const before = reader.peek()?.person
  if (before?.has_password && !asked.session?.person) {
    lostPerson.value = before
    return
  }
  reader.value = asked.session
  if (asked.hasEnded) signInTrouble.value = 'session_ended'
}

async function askReader(): Promise<{ session: SessionResource | null; hasEnded: boolean }> {
  try {
    return { session: await loadJson<SessionResource>('/v1/session'), hasEnded: false }
  } catch (error) {
    if (!(error instanceof RequestError) || error.status !== 401) throw error
    return { session: null, hasEnded: error.code === 'session_ended' }
  }
}

/** Begins a session with the token of an operator link; the cookie that keeps it is not for us. */
export async function signIn(token: string): Promise<boolean> {
  signInTrouble.value = null
  try {
    await send('POST', '/v1/session', { token })
    return true
  } catch (error) {
    signInTrouble.value = troubleOf(error)
    return false
  }
}

let isLeaving = false

/** Ends one's own session by what `path` names; the page starts again, so that nothing of it stays. */
export async function leave(path: '/v1/session' | `/v1/sessions${string}`): Promise<void> {
  isLeaving = true
  try {
    await send('DELETE', path)
    location.reload()
  } catch (error) {
    isLeaving = false
    throw error
  }
}

function troubleOf(error: unknown): SignInTrouble | { failed: string } {
  if (!(error instanceof RequestError)) return { failed: String(error) }
  if (error.code === 'tls_needed' || error.code === 'origin_forbidden') return error.code
  // A text that cannot be a token is refused by its form.
  const isWrong = error.status === 401 || error.code === 'payload_shape'
  return isWrong ? 'link_wrong' : { failed: error.message }
}

/** The token in what somebody pasted: the whole link, or only its end. */
export const tokenIn = (text: string): string => /#token=([^&\s]+)/.exec(text)?.[1] ?? text.trim()

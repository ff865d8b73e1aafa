import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BegunSession, Throttled } from '#accounts/accounts.ts'
import { isRefusal, type Refusal } from '#domain/words/refusal.ts'
import { Problem } from '../problems/problem.ts'
import { hostNameOf, isLoopbackName } from './local-peer.ts'
import { formatSessionCookie } from './session-cookie.ts'

/**
 * Whether the page that asks came over TLS. A secret must not cross the network in clear, so any
 * other page is refused unless it is of this machine. The page is one of ours already.
 */
export function requireSafePage({ headers }: FastifyRequest): { isSecure: boolean } {
  const page = new URL(headers.origin ?? '')
  const isSecure = page.protocol === 'https:'
  if (!isSecure && !isLoopbackName(hostNameOf(page.host))) {
    throw new Problem('tls_needed', `${page.origin} would carry secrets in clear`)
  }
  return { isSecure }
}

/** Sends a session that has just begun, as its cookie. */
export const sendSession = (reply: FastifyReply, { token }: BegunSession, isSecure: boolean) =>
  reply.header('set-cookie', formatSessionCookie(token, isSecure)).code(204).send()

/** The result, or the problem that a refusal is; one that passes says when. */
export function accept<T extends object>(
  result: T | Refusal | Throttled,
  reply: FastifyReply,
): Exclude<T, Refusal | Throttled> {
  if (!isRefusal(result)) return result as Exclude<T, Refusal | Throttled>
  if ('retryAfterMs' in result) {
    void reply.header('retry-after', Math.ceil(result.retryAfterMs / 1_000))
  }
  throw new Problem(result.code, result.detail)
}

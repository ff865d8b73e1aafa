import type { FastifyRequest } from 'fastify'
import { refuseAccess, type AccessRefusal, type Subject } from '#domain/access/decide.ts'
import type { Needs } from '#domain/access/capabilities.ts'
import type { DeviceDirectory } from '#domain/devices/device.ts'
import type { Kind } from '#domain/kinds/kind.ts'
import type { Audit } from '#domain/words/audit.ts'
import type { ApiApp } from '../app-type.ts'
import { Problem } from '../problems/problem.ts'
import type { Caller, Entrance } from './entrance.ts'

interface Guards {
  entrance: Entrance
  directory: Pick<DeviceDirectory, 'find'>
  kinds: readonly Kind[]
  audit: Audit
}

/**
 * Denies by default: every route must declare `config.needs`, or registering it throws. The
 * caller is identified before the body is read, so a stranger cannot make us buffer one.
 */
export function requireNeeds(app: ApiApp, { entrance, directory, kinds, audit }: Guards): void {
  const publicKinds = new Set(kinds.filter(({ isPublic }) => isPublic).map(({ id }) => id))
  const subjectOf = (request: FastifyRequest): Subject | undefined => {
    const { id } = request.params as { id?: string }
    if (id === undefined) return undefined
    return { id, isPublic: publicKinds.has(directory.find(id)?.kind ?? '') }
  }

  app.decorateRequest('principal')
  app.addHook('onRoute', (route) => {
    if (!route.config?.needs) {
      throw new Error(`Route ${String(route.method)} ${route.url} does not say what it needs`)
    }
  })
  app.addHook('onRequest', async (request, reply) => {
    const { needs } = request.routeOptions.config
    // Only the handler of unknown paths has none; it says nothing but 404.
    if (needs === undefined || needs === 'public') return
    const caller = entrance.identify(request.raw)
    if (!caller) {
      const detail = `wrong token for ${request.method} ${request.routeOptions.url ?? ''}`
      audit.write({ address: request.ip, who: '', code: 'token_wrong', detail })
      throw new Problem('unauthorized', 'The token is not known')
    }
    request.principal = caller.principal
    const refusal = refuseAccess(needs, caller.principal, subjectOf(request))
    if (refusal) throw createRefusal(refusal, caller)
    if (caller.session === 'open' && !isSafe(request)) requireOwnPage(request, entrance)
    // What one caller may read is not for the caches on the way to another.
    void reply.header('cache-control', 'private, no-cache')
  })
}

const isSafe = ({ method }: FastifyRequest) => method === 'GET' || method === 'HEAD'

/** A browser sends a session's cookie along whoever made the page: only ours may act with it. */
export function requireOwnPage({ raw }: FastifyRequest, entrance: Entrance): void {
  if (entrance.isOwnPage(raw)) return
  const { origin } = entrance.lookOutside(raw)
  const seen = `This page is of ${raw.headers.origin ?? 'no origin'}, the server sees ${origin}.`
  const remedy = 'Behind a proxy set TRUSTED_PROXIES and forward scheme and host (see the README)'
  throw new Problem('origin_forbidden', `${seen} ${remedy}`)
}

/**
 * For what a route needs only with some bodies, by the same rule as for the route itself.
 * @throws Problem where the caller, who may use the route, does not hold all of `needs`.
 */
export function requireAlso({ principal }: FastifyRequest, needs: readonly Needs[]): void {
  for (const need of needs) {
    const refusal = refuseAccess(need, principal)
    if (refusal) throw new Problem(refusal, `${detailOf[refusal]} (${need})`)
  }
}

function createRefusal(refusal: AccessRefusal, { session }: Caller): Problem {
  const code = refusal === 'unauthorized' && session === 'ended' ? 'session_ended' : refusal
  return new Problem(code, detailOf[code])
}

const detailOf = {
  unauthorized: 'Send a token: Authorization: Bearer …',
  forbidden: 'You may not do that',
  person_needed: 'Log in under your own name for this',
  password_to_change: 'Somebody else chose your password: change it first',
  session_ended: 'The session of this browser has ended: log in again',
}

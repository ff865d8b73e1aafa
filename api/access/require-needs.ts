import type { FastifyRequest } from 'fastify'
import { refuseAccess, type Principal } from '#domain/access/decide.ts'
import type { Audit } from '#domain/words/audit.ts'
import type { ApiApp } from '../app-type.ts'
import { Problem } from '../problems/problem.ts'
import { isLocalRequest } from './local-peer.ts'
import { findPrincipal, parseBearer, type Credentials } from './principal.ts'

/**
 * Denies by default: every route must declare `config.needs`, or registering it throws. The
 * caller is identified before the body is read, so a stranger cannot make us buffer one.
 */
export function requireNeeds(app: ApiApp, credentials: Credentials & { audit: Audit }): void {
  app.decorateRequest('principal')
  app.addHook('onRoute', (route) => {
    if (!route.config?.needs) {
      throw new Error(`Route ${String(route.method)} ${route.url} does not say what it needs`)
    }
  })
  app.addHook('onRequest', async (request) => {
    const { needs } = request.routeOptions.config
    // Only the handler of unknown paths has none; it says nothing but 404.
    if (needs === undefined || needs === 'public') return
    const principal = identify(request, credentials)
    if (!principal) {
      const detail = `wrong token for ${request.method} ${request.routeOptions.url ?? ''}`
      credentials.audit.write({ address: request.ip, who: '', code: 'token_wrong', detail })
      throw new Problem('unauthorized', 'The token is not known')
    }
    request.principal = principal
    const refusal = refuseAccess(needs, request.principal, deviceOf(request))
    if (refusal) throw new Problem(refusal, detailOf[refusal])
  })
}

/** A wrong token is refused also where none is needed: its sender believes it is somebody. */
function identify(request: FastifyRequest, credentials: Credentials): Principal | undefined {
  const token = parseBearer(request.headers.authorization)
  if (token === undefined) return { who: 'anonymous', local: isLocalRequest(request.raw) }
  return token === null ? undefined : findPrincipal(token, credentials)
}

function deviceOf(request: FastifyRequest): string | undefined {
  const { id } = request.params as { id?: string }
  return id
}

const detailOf = {
  unauthorized: 'Send a token: Authorization: Bearer …',
  forbidden: 'This token does not permit that',
}
